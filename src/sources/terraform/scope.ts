import type { Expression } from '../../document/hcl/syntax.ts'
import type { Value, Via } from '../resource/value.ts'
import type { Budget } from './budget.ts'

/** What `var`, `local`, `module` and the like mean somewhere. */
export interface Surroundings {
  budget: Budget
  variable(name: string, depth: number): Found | undefined
  local(name: string, depth: number): Value | undefined
  /** An output of a module that is called. */
  output(call: string, key: Value | undefined, name: string, depth: number): Value | undefined
  /** What `path.module` and the like are, relative to the working directory of Terraform. */
  path(name: string): string | undefined
}

export interface Found {
  value: Value
  /** The argument that a call passes. */
  passed?: Via
}

export interface Scope {
  around: Surroundings
  /** What `for`, `each`, `count` and dynamic blocks name. */
  names: ReadonlyMap<string, Value>
  /** How many references and expressions led here. */
  depth: number
}

export type Evaluate = (expression: Expression, scope: Scope) => Value

export function withNames(scope: Scope, names: Iterable<readonly [string, Value]>): Scope {
  return { ...scope, names: new Map([...scope.names, ...names]) }
}
