import { lineEndAfter, offsetOf } from '../../document/position.ts'
import { dirname, join } from '../../files/posix-path.ts'
import { isObject, type Json, type JsonObject } from '../../model/json.ts'
import type { Span } from '../resource/value.ts'

/** What CDK has left in a folder of `cdk.out` about the templates in it. */
export interface Assembly {
  /** Where the construct of a resource is made, in a file of the repository. */
  constructOf(template: string, logicalId: string): Span | undefined
  /** The template that a nested stack's URL leads to, by the hash in it. */
  assetOf(hash: string): string | undefined
}

interface Reader {
  /** Absolute: the repository's root. */
  root: string
  /** A file of the repository, by its path from the root. */
  read(file: string): string | undefined
}

/** The assembly that a template is part of; undefined for one that CDK did not write. */
export function assemblyOf(template: string, reader: Reader): Assembly | undefined {
  const folder = dirname(template)
  const manifest = readJson(join(folder, 'manifest.json'), reader)
  const artifacts = Object.values(mapIn(manifest, 'artifacts')).filter(isObject)
  if (artifacts.length === 0) return undefined
  const metadata = artifacts.flatMap((artifact) => {
    const file = artifact.additionalMetadataFile
    const beside = typeof file === 'string' ? readJson(join(folder, file), reader) : {}
    const { templateFile } = mapIn(artifact, 'properties')
    return constructsIn(
      { ...mapIn(artifact, 'metadata'), ...beside },
      typeof templateFile === 'string' ? templateFile : '',
    )
  })
  const traces = new Map(metadata.map(({ template: of, logicalId, trace }) => [JSON.stringify([of, logicalId]), trace]))
  const assets = new Map(
    artifacts.flatMap((artifact) => {
      const { file } = mapIn(artifact, 'properties')
      const isAssets = artifact.type === 'cdk:asset-manifest' && typeof file === 'string'
      const files = isAssets ? Object.entries(mapIn(readJson(join(folder, file), reader), 'files')) : []
      return files.flatMap(([hash, asset]): [string, string][] => {
        const { path } = mapIn(asset, 'source')
        return typeof path === 'string' ? [[hash, join(folder, path)]] : []
      })
    }),
  )
  return {
    constructOf(file, logicalId) {
      const trace = traces.get(JSON.stringify([file.slice(folder.length + 1), logicalId])) ?? []
      for (const frame of trace) {
        const place = placeOf(frame, reader)
        if (place) return place
      }
      return undefined
    },
    assetOf: (hash) => assets.get(hash),
  }
}

interface Construct {
  template: string
  logicalId: string
  trace: string[]
}

/** Metadata by construct path; a nested stack's own template holds what is below it. */
function constructsIn(metadata: JsonObject, templateFile: string): Construct[] {
  const entries = Object.entries(metadata).map(([path, list]): [string, JsonObject[]] => [
    path,
    Array.isArray(list) ? list.filter(isObject) : [],
  ])
  const templates = entries.flatMap(([path, list]) =>
    list.flatMap(({ type, data }): [string, string][] =>
      type === 'aws:cdk:templateFile' && typeof data === 'string' ? [[`${path}/`, data]] : [],
    ),
  )
  const templateOf = (path: string): string => {
    const holders = templates.filter(([above]) => path.startsWith(above)).sort(([a], [b]) => b.length - a.length)
    return holders[0]?.[1] ?? templateFile
  }
  return entries.flatMap(([path, list]) => {
    const id = list.find(({ type }) => type === 'aws:cdk:logicalId')
    if (typeof id?.data !== 'string') return []
    // Older versions leave the trace beside the id.
    const stack = list.find(({ type }) => type === 'aws:cdk:creationStack')?.data ?? id.trace
    return [{ template: templateOf(path), logicalId: id.data, trace: textsIn(stack) }]
  })
}

const textsIn = (list: Json | undefined): string[] =>
  Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []

/** `new Golden (file:///repo/lib/stack.ts:7:19)`, `at /repo/lib/stack.js:7:19`, `file:///repo/app.mjs:18 (:)`. */
const frameForm = /(?:^|[\s(])((?:file:\/\/)?\/[^():]+|[A-Za-z]:\\[^():]+):(\d+)(?::(\d+))?/

function placeOf(frame: string, { root, read }: Reader): Span | undefined {
  const [, path = '', line = '', column = '1'] = frameForm.exec(frame) ?? []
  const absolute = path.startsWith('file://') ? pathOf(path) : path
  if (!absolute?.startsWith(`${root}/`) || absolute.includes('/node_modules/')) return undefined
  const file = absolute.slice(root.length + 1)
  const text = read(file)
  const start = text === undefined ? undefined : offsetOf(text, Number(line), Number(column))
  return text === undefined || start === undefined ? undefined : { file, text, start, end: lineEndAfter(text, start) }
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url).pathname)
  } catch {
    return undefined
  }
}

function readJson(file: string, { read }: Reader): JsonObject {
  try {
    const value: Json = JSON.parse(read(file) ?? '{}')
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function mapIn(value: Json | undefined, key: string): JsonObject {
  const inner = isObject(value) ? value[key] : undefined
  return isObject(inner) ? inner : {}
}
