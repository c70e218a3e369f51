import { resourceType } from '../../resource/resource-type.ts'
import { arnForm } from '../../resource/target-arn.ts'

const { noun, operations, createCommand } = resourceType

const hints: Record<string, string> = {
  AccessDeniedException: `The caller needs imagebuilder:${operations.get} and ${operations.update}, iam:GetInstanceProfile, iam:PassRole to ec2.amazonaws.com, and sns:Publish for a topic; an organization policy may also ask for httpTokens: required.`,
  Stalled:
    'Something else uses up the rate of this account and Region, or its limit is very low. Run again later, or ask AWS for a higher limit; what is done already will show as unchanged.',
  Throttling:
    'The rate of this account and Region allowed no more in the time given. Run again with a longer --deadline; what is done already will show as unchanged.',
  InvalidSignatureException: 'Check the secret key, the session token and the clock of this machine, and run again.',
  StalePlan: 'Somebody changed the target after it was planned. Plan again and look at what moved.',
  StaleRead:
    'Credentials or the connection took over 5 s before each try, so nothing was sent. See what makes them slow, and run again.',
  InvalidAnswer:
    'Look at the configuration in the console, or at the endpoint: a proxy or stand-in may answer in place of the service.',
  VerifyFailed:
    'The service took the update but holds something else. Somebody may be changing it at the same time: plan again.',
  ResourceInUseException: 'Image Builder kept the configuration in use. Run again when its builds are done.',
  InvalidParameterValueException:
    'A value was refused by a service behind Image Builder; an instance profile must exist in the account and hold a role.',
  IdempotentParameterMismatchException:
    'The client token was used for another update. Plan again; a new run has new tokens.',
  ResourceNotFoundException: `Create the ${noun} first (${createCommand}), or correct the ARN.`,
  NotAllowed:
    'Add the account or Region to targets.allow in the config, or leave the target out with --account or --region.',
  WrongAccount: "Use credentials of the target's account, or name a role to assume in targets.role.",
  AssumeRoleFailed:
    "Let the role's trust policy name the caller, with the external id if it asks for one, and let the caller's policy allow sts:AssumeRole on it.",
  InvalidArn: `Write the ARN as ${arnForm}.`,
  RuleViolation: 'Fix the findings above, or suppress them in x-guard with a reason, and plan again.',
  PlanDiffers: 'Write the plan again from these specs.',
  NotPlanned: 'Write the plan again from these specs.',
  NotInSpecs: 'Leave the target out of the plan, or add a spec for it, and plan again.',
  ManagedElsewhere:
    'Change it with the tool that manages it; --include-managed changes it here, until that tool sets it back.',
  HasSpec: 'Change the spec (ibguard lint --fix has most fixes) and apply it.',
  PipelinesUnknown: 'Let the caller use imagebuilder:ListImagePipelines, and run again.',
  NotStarted:
    'Fix the syntax, schema and unique-target errors above and run again; a plan file has to be written again.',
  Interrupted: 'Run it again; with --resume and its --journal it continues where it stopped.',
  Deadline: 'Run again with a longer --deadline; what is done already will show as unchanged.',
  MaxFailures: 'Fix what failed first; --max-failures says how many failures a run may have.',
  RolledBack: 'Begin a new run with a journal of its own.',
  SettledEarlier: 'Find out who applied it again; rollback --again puts it back once more.',
  Journal: 'Free space or name a writable file with --journal, then continue with --resume.',
  ExpiredTokenException: 'Sign in again and continue with --resume.',
  Internal: 'This is a bug of imagebuilder-guard. Please report it with the message.',
}

const aliases: Record<string, string> = {
  AccessDenied: 'AccessDeniedException',
  ForbiddenException: 'AccessDeniedException',
  UnauthorizedOperation: 'AccessDeniedException',
  CredentialsProviderError: 'ExpiredTokenException',
  TokenProviderError: 'ExpiredTokenException',
  ExpiredToken: 'ExpiredTokenException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  IncompleteSignatureException: 'InvalidSignatureException',
  IncompleteSignature: 'InvalidSignatureException',
  SignatureExpired: 'InvalidSignatureException',
  CallRateLimitExceededException: 'Throttling',
  TooManyRequestsException: 'Throttling',
  ThrottlingException: 'Throttling',
  ThrottledException: 'Throttling',
  RequestThrottled: 'Throttling',
  RequestThrottledException: 'Throttling',
  RequestLimitExceeded: 'Throttling',
  SlowDown: 'Throttling',
  Http429: 'Throttling',
}

/** What to do about an error, by the code of an outcome or of a blocked change; undefined where only it can tell. */
export function errorHint(code: string): string | undefined {
  const own = hints[aliases[code] ?? code]
  if (own !== undefined) return own
  if (/CERT|SIGNED|SIGNATURE/.test(code)) {
    return 'The certificate of the endpoint, or of a proxy before it, is not trusted. Name its authority in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS.'
  }
  if (/^Http4\d\d$/.test(code)) {
    return 'Something on the way answered instead of the service. Check the proxy and the endpoint that are set.'
  }
  if (
    /^(ServiceException|ServiceUnavailableException|Internal.*|Http5\d\d|E[A-Z_]+|.*Timeout.*|InvalidAnswer)$/.test(
      code,
    )
  ) {
    return 'The service or the way to it failed for a while. Run again: what is done already will show as unchanged.'
  }
  if (code.endsWith('Exception'))
    return 'The service refuses the request as it is. Correct what the message names, and plan again.'
  return undefined
}
