import { cloudformationSource } from './cloudformation/cloudformation.ts'
import type { Source } from './source.ts'
import { terraformSource } from './terraform/terraform.ts'
import { terraformPlanSource } from './terraform-plan/terraform-plan.ts'

/** Every origin of configurations beside update specs, in the order in which they are asked for a file. */
export const sources: readonly Source[] = [terraformSource, terraformPlanSource, cloudformationSource]
