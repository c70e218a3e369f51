import manifest from '../../package.json' with { type: 'json' }

/** Name and version as reports carry them. */
export const tool: { name: string; version: string } = { name: manifest.name, version: manifest.version }
