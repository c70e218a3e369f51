import type { SourceNode } from '../../document/node.ts'
import type { Shared, Span, Value, Via } from '../resource/value.ts'
import type { Assumptions } from './assumptions.ts'
import type { Parameter } from './parameter.ts'
import type { Template } from './template.ts'

/** Something in a template that no deployment takes. */
interface TemplateProblem {
  message: string
  span: Span
}

/** What led to a value; all inside it inherits that. */
export interface Way {
  via: readonly Via[]
  note: string
  shared: readonly Shared[]
}

/** What the evaluations of a run share: what is taken for granted, and what is wrong. */
export interface Run {
  assumptions: Assumptions
  problems: TemplateProblem[]
  /** Sentences about what is not judged. */
  limits: Set<string>
}

/** A text made of parts, with the parameters whose defaults are in it. */
export interface Composed {
  value: string
  of: string[]
}

/** A side of a comparison: a text, or what only deployment knows. */
export type Operand = { text: string } | { expression: string; allowed?: string[] | undefined }

/** Conditions of a template in one run. A parameter is what deployment makes of it, whatever its default. */
export interface Conditions {
  /** Whether a named condition holds in this run. */
  named(name: string, at: SourceNode): boolean
  operand(node: SourceNode): Operand
}

/** Values of one template in one run: what is known, what only deployment knows, what is left out. */
export interface Evaluation {
  readonly template: Template
  readonly run: Run
  /** Of the stack that nests this template. */
  readonly parent: Evaluation | undefined
  readonly conditions: Conditions
  value(node: SourceNode, way?: Way): Value
  /** What a reference by name leads to. */
  reference(name: string, node: SourceNode, way: Way): Value
  parameter(name: string): Parameter | undefined
  /** What the stack that nests this template passes. */
  argument(name: string): SourceNode | undefined
  /** An expression of this template, apart from equal ones of other stacks. */
  nameOf(reference: string): string
  nameOfNode(node: SourceNode): string
  /** A text that is put together here. */
  composed(text: Composed, node: SourceNode, way: Way): Value
  unknown(node: SourceNode, way: Way, refersTo?: string): Value
  problem(message: string, node: SourceNode): void
}
