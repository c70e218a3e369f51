/** Left by `aws … --generate-cli-skeleton`, and what templates of all kinds have in a text before they are filled in. */
const anywhere = [
  '^$',
  '^(?:string|keyname)$',
  '<[^<>]*>',
  // Shell, CloudFormation's Sub, Jinja and CloudFormation's dynamic references.
  '\\$\\{[^{}]*\\}',
  '\\{\\{[^{}]*\\}\\}',
  'x{8}',
  '(?:^|[^a-z0-9])(?:replace|change)[-_]?me(?:$|[^a-z0-9])',
]

/** The same where a name is asked for; prose may say such things. */
const inNames = [
  // $NAME and $(NAME), %NAME%, @@name@@, #{name}, ((name)), {name}
  '(?:^|[^\\w$])\\$[a-z_]\\w*',
  '\\$\\([^()]*\\)',
  '%[a-z_]\\w*%',
  '@@[\\w.-]+@@',
  '\\(\\([\\w./-]+\\)\\)',
  '\\{[a-z_][\\w.-]*\\}',
  '^__[a-z]\\w*__$',
  // Terraform's references, written as text.
  '^var\\.[a-z_]\\w*$',
  '^(?:data\\.)?aws_[a-z_]+\\.\\w+\\.\\w+$',
  '^module\\.\\w+\\.\\w+$',
  // Names of documentation.
  '^(?:my|your)[-_]?bucket$',
  '^(?:(?:my|your|the|example|source|destination)[-_]?)?bucket[-_]?name$',
  '^your-(?:[a-z]+-)*(?:name|bucket|id|ids|key|pair|profile|role|topic|arn|prefix|subnet|group|account|region|here)$',
  '^(?:amzn-s3-demo-|doc-example-)(?:[a-z]+-)*bucket\\d*$',
  '^(?:replace|change|fill|insert|enter)[-_ ](?:me|this|it|in|here|with)(?:$|[-_ ].*)',
]

/** Words that are names too, unless they shout. */
const shouted = /(?:^|[-_/])(?:TODO|TBD|FIXME|XXX|PLACEHOLDER)$|^(?:TODO|TBD|FIXME)[:\s]|__[A-Z][A-Z0-9_]*__/

/** Each of the above has one of these. Nearly no value has, so that the patterns themselves, which are long, are not even made. */
const telltale =
  /^$|[<{$%@]|\(\(|__|x{3}|string|keyname|change|replace|fill|insert|enter|bucket|your|var\.|aws_|module\.|todo|tbd|fixme|placeholder/i

let patterns: { inAnyText: RegExp; inAnyName: RegExp } | undefined

function allPatterns(): { inAnyText: RegExp; inAnyName: RegExp } {
  patterns ??= {
    inAnyText: new RegExp(anywhere.join('|'), 'i'),
    inAnyName: new RegExp([...anywhere, ...inNames].join('|'), 'i'),
  }
  return patterns
}

/** Whether a value was left for somebody to fill in; `isProse` for a text that people write for people. */
export function isPlaceholder(value: string, { isProse = false }: { isProse?: boolean } = {}): boolean {
  if (!telltale.test(value)) return false
  const { inAnyText, inAnyName } = allPatterns()
  return isProse
    ? inAnyText.test(value) || /^(?:TODO|TBD|FIXME)(?:$|:)/.test(value)
    : inAnyName.test(value) || shouted.test(value)
}
