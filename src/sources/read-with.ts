import { relative } from '../files/posix-path.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Loaded, Source, SourceContext, SourceFile } from './source.ts'

/** Reads the same files again, some of them with another text. */
export async function readWith(
  changed: ReadonlyMap<string, string>,
  claimed: ReadonlyMap<Source, readonly SourceFile[]>,
  context: SourceContext,
): ReturnType<NonNullable<Fleet['readWith']>> {
  const read = (path: string, most?: number): string | undefined =>
    changed.get(relative(context.root, path)) ?? context.read(path, most)
  const all: Loaded[] = []
  for (const [source, files] of claimed) {
    const now = files.map((each) => ({ ...each, text: changed.get(each.file) ?? each.text }))
    all.push(await source.read(now, { ...context, read }))
  }
  return {
    resources: all.flatMap(({ resources }) => resources),
    findings: all.flatMap(({ findings }) => findings),
  }
}
