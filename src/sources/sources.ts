import { cloudformationSource } from './cloudformation/cloudformation.ts'
import type { Source } from './source.ts'

/** Every origin of configurations beside update specs, in the order in which they are asked for a file. */
export const sources: readonly Source[] = [cloudformationSource]
