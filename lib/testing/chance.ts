import fc from "fast-check";

/** Every run tries the same odd inputs, so that what fails once fails again; FUZZ_SEED names others. */
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 4711) });

export { fc };
