// @ts-check

/** A setting that stops the start. Its message is one line: the variable, what is wrong, what to do. */
export class EnvironmentError extends Error {
  /** @override */
  name = "EnvironmentError";

  /**
   * @param {string} variable
   * @param {string} advice what the value must be; never the value itself, it may be a secret
   */
  constructor(variable, advice) {
    super(`${variable} ${advice}.`);
    this.variable = variable;
  }
}
