/** A parsed value that knows where it stands in its file. Offsets are UTF-16 units from the file's start. */
export type SourceNode = ScalarNode | MapNode | ListNode

interface NodeBase {
  start: number
  /** Exclusive. */
  end: number
  /** Set when the value was reached through an alias, or one leads here: it must not be edited in place. */
  shared?: true
}

export interface ScalarNode extends NodeBase {
  kind: 'scalar'
  value: string | number | boolean | null
}

export interface MapEntry {
  key: string
  keyStart: number
  keyEnd: number
  value: SourceNode
}

export interface MapNode extends NodeBase {
  kind: 'map'
  /** `{…}` rather than indentation. */
  flow: boolean
  entries: MapEntry[]
}

export interface ListNode extends NodeBase {
  kind: 'list'
  flow: boolean
  items: SourceNode[]
}
