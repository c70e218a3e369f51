import type { Severity } from '../model.ts'

type Preset = Record<string, Severity | 'off'>

/** Severity of each rule in `recommended` and in `strict`; a rule that needs options stays off until it is given them. */
const both = (
  ids: string[],
  recommended: Severity | 'off',
  strict: Severity | 'off',
): [string, Severity | 'off', Severity | 'off'][] => ids.map((id) => [id, recommended, strict])

const severities = [
  ...both(
    [
      'imdsv2-required',
      'container-hop-limit',
      's3-logging-required',
      's3-bucket-name',
      'subnet-needs-security-groups',
      'sns-topic-form',
      'resource-tags-reserved',
      'placement-consistent',
      'instance-profile-name',
      'no-placeholder-values',
      'client-token-unpinned',
      'unique-target',
      'no-imds-downgrade',
      'no-logging-removal',
    ],
    'error',
    'error',
  ),
  ...both(
    [
      'no-cleared-fields',
      'removed-field-stays',
      'terminate-on-failure',
      'no-key-pair',
      'sns-topic-account',
      'instance-types-one-architecture',
      'managed-elsewhere',
    ],
    'warning',
    'error',
  ),
  ...both(
    ['hop-limit-explicit', 'hop-limit-maximum', 's3-key-prefix', 'network-explicit', 'sns-topic-required'],
    'off',
    'warning',
  ),
  ...both(['instance-types-several'], 'off', 'note'),
  ...both(['resource-tags-required', 'instance-types-allowed'], 'off', 'off'),
]

/** What a config can extend by name: severities by rule id. */
export const presets: { recommended: Preset; strict: Preset; none: Preset } = {
  recommended: Object.fromEntries(severities.map(([id, recommended]) => [id, recommended])),
  strict: Object.fromEntries(severities.map(([id, , strict]) => [id, strict])),
  none: Object.fromEntries(severities.map(([id]) => [id, 'off'])),
}
