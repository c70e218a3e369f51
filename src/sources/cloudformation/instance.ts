import type { SourceNode } from '../../document/node.ts'
import type { Via } from '../resource/value.ts'
import type { Template } from './template.ts'

/** A template as one stack uses it: by itself, or nested in another with the arguments that are passed. */
export interface Instance {
  template: Template
  /** Tells it from other uses of the template. */
  id: string
  /** `via` is the stack that nests it. */
  parent?: { instance: Instance; call: SourceNode; stack: string; via: Via }
  /** Local templates that its stacks nest, by the logical id of the stack. */
  children: Map<string, Instance>
}
