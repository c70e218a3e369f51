import type { Severity } from '../model/finding.ts'

type Preset = Record<string, Severity | 'off'>

/** Severity of each rule in `recommended` and in `strict`; a rule that needs options stays off until it is given them. */
const severities: readonly [id: string, recommended: Severity | 'off', strict: Severity | 'off'][] = [
  ['imdsv2-required', 'error', 'error'],
  ['container-hop-limit', 'error', 'error'],
  ['s3-logging-required', 'error', 'error'],
  ['s3-bucket-name', 'error', 'error'],
  ['subnet-needs-security-groups', 'error', 'error'],
  ['sns-topic-form', 'error', 'error'],
  ['resource-tags-reserved', 'error', 'error'],
  ['placement-consistent', 'error', 'error'],
  ['instance-profile-name', 'error', 'error'],
  ['resource-ids-form', 'error', 'error'],
  ['instance-types-form', 'error', 'error'],
  ['no-placeholder-values', 'error', 'error'],
  ['client-token-unpinned', 'error', 'error'],
  ['unique-target', 'error', 'error'],
  ['no-imds-downgrade', 'error', 'error'],
  ['no-logging-removal', 'error', 'error'],
  ['no-cleared-fields', 'warning', 'error'],
  ['removed-field-stays', 'warning', 'error'],
  ['terminate-on-failure', 'warning', 'error'],
  ['no-key-pair', 'warning', 'error'],
  ['sns-topic-account', 'warning', 'error'],
  ['instance-types-one-architecture', 'warning', 'error'],
  ['managed-elsewhere', 'warning', 'error'],
  ['instance-profile-exists', 'error', 'error'],
  ['build-role-permissions', 'warning', 'warning'],
  ['log-bucket-exists', 'error', 'error'],
  ['sns-topic-exists', 'error', 'error'],
  ['sns-topic-key', 'error', 'error'],
  ['network-exists', 'error', 'error'],
  ['network-reaches-ssm', 'error', 'error'],
  ['instance-types-offered', 'error', 'error'],
  ['key-pair-exists', 'error', 'error'],
  ['placement-exists', 'error', 'error'],
  ['account-requires-imdsv2', 'error', 'error'],
  ['hop-limit-explicit', 'off', 'warning'],
  ['hop-limit-maximum', 'off', 'warning'],
  ['s3-key-prefix', 'off', 'warning'],
  ['network-explicit', 'off', 'warning'],
  ['sns-topic-required', 'off', 'warning'],
  ['instance-types-several', 'off', 'note'],
  ['resource-tags-required', 'off', 'off'],
  ['instance-types-allowed', 'off', 'off'],
]

type Choice = (severities: { recommended: Severity | 'off'; strict: Severity | 'off' }) => Severity | 'off'

const presetOf = (choice: Choice): Preset =>
  Object.fromEntries(severities.map(([id, recommended, strict]) => [id, choice({ recommended, strict })]))

/** What a config can extend by name: severities by rule id. */
export const presets: { readonly recommended: Preset; readonly strict: Preset; readonly none: Preset } = {
  get recommended() {
    return presetOf(({ recommended }) => recommended)
  },
  get strict() {
    return presetOf(({ strict }) => strict)
  },
  get none() {
    return presetOf(() => 'off')
  },
}
