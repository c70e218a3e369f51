import type { Path } from '../model/json.ts'
import { configurationShape, type FieldShape } from './field-shape.ts'

/** How a language spells the API's names: `httpTokens`, `HttpTokens`, `http_tokens`. */
export interface Naming {
  /** One name of the API's. */
  ownName(apiName: string): string
  /** A path in the API's names as people write it in the language, `InstanceMetadataOptions.HttpTokens`. */
  ownPath(path: Path): string
  /** A text with the API's names, in the language's. */
  inWords(text: string): string
}

export const apiNaming: Naming = namingBy((name) => name)

/** As CloudFormation and CDK's templates have them. */
export const pascalNaming: Naming = namingBy(
  (name) => name.charAt(0).toUpperCase() + name.slice(1),
  'imageType in Metadata.imagebuilder-guard',
)

/** As Terraform's provider has them: `s3Logs` is `s3_logs`. */
export const snakeNaming: Naming = namingBy(
  (name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  'it in a comment, # ibguard imageType',
)

/** As AWS answers: no file says what is built. */
export const liveNaming: Naming = namingBy(
  (name) => name,
  "by a pipeline with a recipe, or in a spec's x-guard.imageType, what it builds",
)

/** `imageType` is where the file says what is built. */
function namingBy(ownName: (apiName: string) => string, imageType = 'x-guard.imageType'): Naming {
  return {
    ownName,
    ownPath: (path) =>
      path
        // Keys of tags are the user's own.
        .map((key, at) => (typeof key === 'number' ? `[${key}]` : path[at - 1] === 'resourceTags' ? key : ownName(key)))
        .reduce<string>((text, key) => (text === '' || key.startsWith('[') ? text + key : `${text}.${key}`), ''),
    inWords: (text) =>
      text
        .replaceAll('x-guard.imageType', imageType)
        .replaceAll(anyName(), (names) => names.split('.').map(ownName).join('.')),
  }
}

let anyNameMade: RegExp | undefined

/** Made when a finding is first put in words: it is long, and few files have findings. */
function anyName(): RegExp {
  if (anyNameMade === undefined) {
    const names = namesPattern()
    anyNameMade = new RegExp(`(?<![\\w.$-])(?:${names})(?:\\.(?:${names}))*(?![\\w-])`, 'g')
  }
  return anyNameMade
}

/** Names that cannot be taken for words of a sentence: those with a capital letter inside, longest first. */
function namesPattern(): string {
  const names = new Set<string>()
  const collect = (shape: FieldShape): void => {
    if (shape.type !== 'fields') return
    for (const [name, inner] of Object.entries(shape.fields)) {
      names.add(name)
      collect(inner)
    }
  }
  collect(configurationShape())
  return [...names]
    .filter((name) => /[A-Z]/.test(name))
    .concat('logging(?=\\.s3)', 'placement(?=\\.[a-z])')
    .sort((a, b) => b.length - a.length)
    .join('|')
}
