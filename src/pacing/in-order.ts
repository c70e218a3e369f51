/**
 * Works on items in order, lane by lane: in a lane the next begins when the one before calls `begun` or ends. So a fleet
 * that waits for its turns is a list, not as many pending calls. Results are in the order of the items. Rejects as soon as
 * one item does; then no other begins.
 */
export function workInOrder<T, R>(
  items: readonly T[],
  laneOf: (item: T) => unknown,
  work: (item: T, begun: () => void) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length)
  return new Promise((resolve, reject) => {
    let hasFailed = false

    async function workOn(index: number, item: T, begun: () => void): Promise<void> {
      try {
        results[index] = await work(item, begun)
      } catch (error) {
        hasFailed = true
        reject(error)
      } finally {
        begun()
      }
    }

    async function inLane(entries: readonly [number, T][]): Promise<void> {
      const running: Promise<void>[] = []
      for (const [index, item] of entries) {
        if (hasFailed) return
        await new Promise<void>((begun) => running.push(workOn(index, item, begun)))
      }
      await Promise.all(running)
    }

    const lanes = Map.groupBy(items.entries(), ([, item]) => laneOf(item))
    void Promise.all([...lanes.values()].map(inLane)).then(() => resolve(results))
  })
}
