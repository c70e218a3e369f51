import { ParsedText } from '../../document/yaml/parsed-text.ts'
import type { Spec } from '../../lint/spec.ts'
import { KeptSpec, type SpecsOfFile } from './kept-spec.ts'
import { readSpecFile } from './spec-file.ts'
import { hasSuppressions } from './suppressions.ts'

/** What the specs of one file at a time say: they are judged file by file, and take most of a big run's memory. */
let latest: { of: SpecsOfFile; specs: readonly Spec[] } | undefined

/**
 * The specs of a file for a run that judges each of them at once: what they say is let go when those of another file come,
 * and read again of the file's text when somebody asks. `adopt` is what became of each.
 */
export function passingSpecs(specs: readonly Spec[], parsed: ParsedText, adopt: (spec: Spec) => Spec): readonly Spec[] {
  if (specs.some((spec) => spec.clientToken !== undefined || hasSuppressions(spec))) return specs
  const file = new PassingFile(parsed.file, parsed.text, adopt)
  latest = { of: file, specs }
  return specs.map((spec, at) => new KeptSpec(spec.arn, spec, spec.location, file, at))
}

class PassingFile implements SpecsOfFile {
  readonly #file: string
  readonly #text: string
  readonly #adopt: (spec: Spec) => Spec

  constructor(file: string, text: string, adopt: (spec: Spec) => Spec) {
    this.#file = file
    this.#text = text
    this.#adopt = adopt
  }

  get specs(): readonly Spec[] {
    if (latest?.of !== this)
      latest = { of: this, specs: readSpecFile(new ParsedText(this.#file, this.#text)).specs.map(this.#adopt) }
    return latest.specs
  }
}
