import type { Span, Value } from '../resource/value.ts'

/** A function of Terraform on values that are known; undefined when Terraform would refuse them. */
export type TerraformFunction = (args: readonly Value[], span: Span) => Value | undefined

export interface FunctionKind {
  call: TerraformFunction
  /** Takes values that are in part unknown. */
  lenient?: boolean
  /** May be null where an argument is unknown. */
  mayGiveNull?: true
  /** Says itself what an unknown argument makes of it. */
  partial?: true
}
