/** In the package what runs commands is in scripts beside `bin.js`; the build puts their hashes here, by name. */
export const bundle: Readonly<Record<string, string>> | undefined = undefined
