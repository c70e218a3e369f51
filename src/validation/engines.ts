/**
 * What compiles schemas and patterns of others, to be loaded when the first is. Ajv is CommonJS: named here, its exports
 * are found by Node and by a bundler; of an `import('ajv')` a bundler gives the default alone.
 */
export { Ajv } from 'ajv'
export { RE2JS } from 're2js'
