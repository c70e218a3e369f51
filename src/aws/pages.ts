import { append } from '../model/append.ts'
import { ServiceError } from './image-builder.ts'

/**
 * All items of a list that is answered page by page.
 * @throws {ServiceError} `InvalidAnswer` when a page leads back to one before it
 */
export async function allPages<T>(
  read: (nextToken: string | undefined) => Promise<{ items: readonly T[]; nextToken?: string | undefined }>,
): Promise<T[]> {
  const items: T[] = []
  const seen = new Set<string>()
  let nextToken: string | undefined
  do {
    const page = await read(nextToken)
    append(items, page.items)
    nextToken = page.nextToken || undefined
    if (nextToken !== undefined && seen.has(nextToken)) {
      throw new ServiceError(
        'refused',
        'InvalidAnswer',
        'the pages of the list lead in a circle: a nextToken came twice',
      )
    }
    if (nextToken !== undefined) seen.add(nextToken)
  } while (nextToken !== undefined)
  return items
}
