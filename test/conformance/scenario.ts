import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import type { LocalImageBuilder } from '../../src/local/index.ts'
import { isOperationName, modelledErrors, type OperationName, operations } from '../../src/local/model.ts'
import type { Json, JsonObject } from '../../src/model/json.ts'
import { account, arnOf, region } from '../local/support/client.ts'
import { violationsOf } from '../local/support/model-arbitraries.ts'
import { createTarget, createWorld, creations, isCreation, ofAccount, world } from '../local/support/world.ts'
import type { Answer, Client, Request } from './clients.ts'

const names = Object.keys(operations).filter(isOperationName)
const configuration = world.infrastructureConfigurationArn
const settings = { infrastructureConfigurationArn: configuration, instanceProfileName: 'builder' }
const foreignAccount = '210987654321'
const listedAccount = '333333333333'

/** An input beyond each limit of the model, with the top-level member that is wrong. */
const limits = names.flatMap((operation) =>
  violationsOf(operation).flatMap(({ what, kind, expected, value }) => {
    const [input = {}] = fc.sample(value, { numRuns: 1, seed: 7 })
    const [member = ''] = /^\w+/.exec(what) ?? []
    return kind === 'constraint' ? [{ operation, member, expected, input }] : []
  }),
)

/** One client's way through everything that the server does; throws at the first difference. */
export class Scenario {
  readonly #client: Client
  readonly #local: LocalImageBuilder
  #count = 0

  constructor(client: Client, local: LocalImageBuilder) {
    this.#client = client
    this.#local = local
  }

  /** @returns what was tried, in numbers */
  async run(): Promise<string> {
    await createWorld((operation, input) => this.#output(operation, input))
    const parts: Record<string, () => Promise<void>> = {
      'calls in its course': () => this.#course(),
      'raised errors': () => this.#raisedErrors(),
      'own errors': () => this.#ownErrors(),
      pages: () => this.#pages(),
      limits: () => this.#limits(),
      'STS calls': () => this.#sts(),
    }
    const counts: string[] = []
    for (const [name, part] of Object.entries(parts)) {
      this.#count = 0
      await part()
      counts.push(`${this.#count} ${name}`)
    }
    return counts.join(', ')
  }

  /** Against a server that accepts one change and one read in many minutes. */
  async throttled(): Promise<void> {
    const [create, input] = ['CreateInfrastructureConfiguration', creations.CreateInfrastructureConfiguration]
    await this.#output(create, { ...input, name: 'first' })
    await this.#refused('CallRateLimitExceededException', create, { ...input, name: 'second' })
    await this.#output('ListInfrastructureConfigurations', {})
    await this.#refused('CallRateLimitExceededException', 'ListImagePipelines', {})
  }

  #ask(operation: string, input: JsonObject, request: Partial<Request> = {}): Promise<Answer> {
    this.#count += 1
    const whole = { service: 'imagebuilder', key: 'local', token: null, region, paged: false, ...request } as const
    return this.#client.ask({ ...whole, operation, input })
  }

  async #output(operation: string, input: JsonObject, request: Partial<Request> = {}): Promise<JsonObject> {
    const { output, error } = await this.#ask(operation, input, request)
    if (!output) throw new Error(`${operation} was refused: ${JSON.stringify(error)}`)
    return output
  }

  async #refused(name: string, operation: string, input: JsonObject, request: Partial<Request> = {}): Promise<string> {
    const { error } = await this.#ask(operation, input, request)
    const place = `${operation} ${JSON.stringify(input).slice(0, 300)}`
    strictEqual(error?.name, name, `${place}: ${error?.message}`)
    ok(error.message, place)
    if (modelledErrors.has(name)) ok(error.modelled, `${name} is not raised as the client's own class`)
    return error.message
  }

  /** Every operation once, with what it answers and does. */
  async #course(): Promise<void> {
    const created = await this.#output('CreateInfrastructureConfiguration', {
      name: 'Build Web_1',
      instanceProfileName: 'first',
      keyPair: 'goes',
      tags: { team: 'web' },
    })
    const arn = arnOf('build-web-1')
    strictEqual(created.infrastructureConfigurationArn, arn)
    const whole = {
      instanceProfileName: 'builder',
      description: 'Web servers, größer',
      instanceTypes: ['m7i.large', 'm7i.xlarge'],
      subnetId: 'subnet-1',
      securityGroupIds: ['sg-1', 'sg-2'],
      logging: { s3Logs: { s3BucketName: 'logs', s3KeyPrefix: 'builds' } },
      terminateInstanceOnFailure: false,
      snsTopicArn: `arn:aws:sns:${region}:${account}:builds`,
      resourceTags: { 'cost center': '1/2=3' },
      instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
      placement: { tenancy: 'host', hostId: 'h-1' },
    }
    const update = { infrastructureConfigurationArn: arn, clientToken: 'first', ...whole }
    const first = await this.#output('UpdateInfrastructureConfiguration', update)
    deepStrictEqual(await this.#output('UpdateInfrastructureConfiguration', update), first)
    const get = async () =>
      (await this.#output('GetInfrastructureConfiguration', { infrastructureConfigurationArn: arn }))
        .infrastructureConfiguration as JsonObject
    const { dateCreated, dateUpdated, ...live } = await get()
    deepStrictEqual(live, { arn, name: 'Build Web_1', tags: { team: 'web' }, ...whole })
    match(String(dateCreated), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    match(String(dateUpdated), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)

    const tagKeys = ['owner', 'a/b:c']
    await this.#output('TagResource', { resourceArn: arn, tags: { owner: 'x y', 'a/b:c': '', kept: 'é' } })
    await this.#output('UntagResource', { resourceArn: arn, tagKeys })
    deepStrictEqual((await this.#output('ListTagsForResource', { resourceArn: arn })).tags, { team: 'web', kept: 'é' })

    for (const kind of ['Image', 'Container'] as const) await this.#recipe(kind)
    const name = 'course'
    const pipeline = { ...creations.CreateImagePipeline, name, infrastructureConfigurationArn: arn }
    const { imagePipelineArn } = await this.#output('CreateImagePipeline', pipeline)
    strictEqual(imagePipelineArn, arnOf(name, 'image-pipeline'))
    const { imagePipeline } = await this.#output('GetImagePipeline', { imagePipelineArn })
    const filters = [{ name: 'infrastructureConfigurationArn', values: [arn] }]
    deepStrictEqual((await this.#output('ListImagePipelines', { filters })).imagePipelineList, [imagePipeline ?? null])
    const target = { infrastructureConfigurationArn: arn }
    await this.#refused('ResourceDependencyException', 'DeleteInfrastructureConfiguration', target)
    await this.#output('DeleteImagePipeline', { imagePipelineArn })
    await this.#output('DeleteInfrastructureConfiguration', target)
    await this.#refused('ResourceNotFoundException', 'GetInfrastructureConfiguration', target)
  }

  async #recipe(kind: 'Image' | 'Container'): Promise<void> {
    const [member, output] =
      kind === 'Image' ? ['imageRecipeArn', 'imageRecipe'] : ['containerRecipeArn', 'containerRecipe']
    const type = `${kind.toLowerCase()}-recipe`
    for (const version of ['1.0.0', '1.0.1']) {
      const created = await this.#output(`Create${kind}Recipe`, {
        ...creations[`Create${kind}Recipe`],
        name: 'course',
        semanticVersion: '1.0.x',
      })
      strictEqual(created[member], arnOf(`course/${version}`, type))
    }
    const recipe = (await this.#output(`Get${kind}Recipe`, { [member]: arnOf('course/x.x.x', type) }))[output]
    strictEqual((recipe as JsonObject).version, '1.0.1')
    const listed = await this.#output(`List${kind}Recipes`, { filters: [{ name: 'name', values: ['course'] }] })
    strictEqual((listed[`${output}SummaryList`] as Json[]).length, 2)
  }

  /** Every error that the model has for an operation, for every operation, and the common ones. */
  async #raisedErrors(): Promise<void> {
    for (const operation of names) {
      const input = await this.#inputOf(operation)
      for (const kind of operations[operation].errors) {
        this.#local.faults.add({ operation, kind, count: 1 })
        await this.#refused(kind, operation, input)
      }
    }
    const operation = 'UpdateInfrastructureConfiguration'
    const common = ['ThrottlingException', 'RequestLimitExceeded', 'ExpiredTokenException', 'InternalFailure']
    for (const kind of [...modelledErrors.keys(), ...common]) {
      this.#local.faults.add({ operation, kind, count: 1 })
      await this.#refused(kind, operation, settings)
    }
  }

  async #inputOf(operation: OperationName): Promise<JsonObject> {
    if (isCreation(operation)) return { ...creations[operation], name: 'never created' }
    if (operation === 'UpdateInfrastructureConfiguration') return settings
    if (operation.startsWith('Delete')) return createTarget(operation, (name, input) => this.#output(name, input))
    const { resourceArn, ...arns } = world
    if (operation === 'TagResource') return { resourceArn, tags: { team: 'web' } }
    if (operation === 'UntagResource') return { resourceArn, tagKeys: ['team'] }
    if (operation === 'ListTagsForResource') return { resourceArn }
    if (operation.startsWith('List')) return {}
    const member =
      Object.keys(arns).find((name) => name.toLowerCase() === `${operation.slice(3)}Arn`.toLowerCase()) ?? ''
    return { [member]: arns[member as keyof typeof arns] }
  }

  /** The errors that the server raises by itself. */
  async #ownErrors(): Promise<void> {
    const update = 'UpdateInfrastructureConfiguration'
    for (const fields of [
      { subnetId: 'subnet-1' },
      { placement: { hostId: 'h-1' } },
      { placement: { tenancy: 'host', hostId: 'h-1', hostResourceGroupArn: 'arn:aws:resource-groups:x' } },
      { resourceTags: { CreatedBy: 'x' } },
      { snsTopicArn: `arn:aws:sns:${region}:${account}:builds.fifo` },
    ] satisfies JsonObject[]) {
      await this.#refused('InvalidRequestException', update, { ...settings, ...fields })
    }
    await this.#refused('RequestEntityTooLargeException', update, { ...settings, description: 'x'.repeat(2 ** 22) })

    for (const operation of names) {
      const input = await this.#inputOf(operation)
      if (isCreation(operation)) await this.#creationErrors(operation, input)
      else if (operation.startsWith('List') && operation !== 'ListTagsForResource') await this.#listErrors(operation)
      else await this.#targetErrors(operation, input)
    }
    await this.#tokenMismatch(update, settings, { keyPair: 'other' })
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, '']))
    const { resourceArn } = world
    await this.#output('TagResource', { resourceArn, tags })
    await this.#refused('InvalidParameterException', 'TagResource', { resourceArn, tags: { more: '' } })
    const message = await this.#refused('UnknownOperationException', 'StartImagePipelineExecution', {
      imagePipelineArn: world.imagePipelineArn,
    })
    ok(message.includes('StartImagePipelineExecution'))
  }

  async #creationErrors(operation: keyof typeof creations, input: JsonObject): Promise<void> {
    await this.#refused('ResourceAlreadyExistsException', operation, { ...input, name: 'WORLD' })
    await this.#tokenMismatch(operation, { ...input, name: `${operation} once` }, { description: 'other' })
    if (!this.#client.lacks.has('dryRun')) {
      await this.#refused('DryRunOperationException', operation, { ...input, dryRun: true })
    }
    if (operation.endsWith('Recipe')) {
      await this.#refused('InvalidVersionNumberException', operation, { ...input, semanticVersion: 'x.0.0' })
    }
    if (operation !== 'CreateImagePipeline') return
    const { containerRecipeArn, ...neither } = input
    const unknown = arnOf('none/1.0.0', 'container-recipe')
    await this.#refused('InvalidRequestException', operation, neither)
    await this.#refused('InvalidRequestException', operation, { ...neither, containerRecipeArn: unknown })
    const both = { ...neither, containerRecipeArn, imageRecipeArn: world.imageRecipeArn }
    await this.#refused('InvalidRequestException', operation, both as JsonObject)
  }

  async #tokenMismatch(operation: string, input: JsonObject, change: JsonObject): Promise<void> {
    const whole = { ...input, clientToken: `mismatch ${operation}` }
    deepStrictEqual(await this.#output(operation, whole), await this.#output(operation, whole))
    await this.#refused('IdempotentParameterMismatchException', operation, { ...whole, ...change })
  }

  async #listErrors(operation: string): Promise<void> {
    await this.#refused('InvalidPaginationTokenException', operation, { nextToken: 'made up' })
    await this.#refused('InvalidRequestException', operation, { filters: [{ name: 'owner', values: ['x'] }] })
  }

  async #targetErrors(operation: string, input: JsonObject): Promise<void> {
    const [member = ''] = Object.keys(input).filter((name) => name.endsWith('Arn'))
    const missing = String(input[member]).replace(/:([^/:]*)\/[^/]+/, ':$1/none')
    await this.#refused('ResourceNotFoundException', operation, { ...input, [member]: missing })
    await this.#refused('ResourceNotFoundException', operation, input, { region: 'us-east-1' })
    await this.#refused('ForbiddenException', operation, input, { key: foreignAccount })
  }

  /** Every list, over several pages, with the client's own paginator, in an account of its own. */
  async #pages(): Promise<void> {
    const titles = Array.from({ length: 27 }, (_, index) => `page ${index}`)
    await createWorld((operation, input) => this.#output(operation, input, { key: listedAccount }), listedAccount)
    for (const operation of names.filter(isCreation)) {
      const input = ofAccount(listedAccount, creations[operation])
      for (const name of titles) await this.#output(operation, { ...input, name }, { key: listedAccount })
      const list = operation.replace('Create', 'List').concat('s')
      await this.#listed(list, {}, ['world', ...titles], [25, 3])
      await this.#listed(list, { maxResults: 10 }, ['world', ...titles], [10, 10, 8])
      const some = titles.slice(5, 15)
      await this.#listed(list, { maxResults: 4, filters: [{ name: 'name', values: some }] }, some, [4, 4, 2])
    }
  }

  async #listed(operation: string, input: JsonObject, expected: string[], sizes: number[]): Promise<void> {
    const { pages = [], error } = await this.#ask(operation, input, { key: listedAccount, paged: true })
    strictEqual(error, undefined)
    const items = pages.map((page) => Object.values(page).find(Array.isArray) ?? [])
    const found = items.flat().map((item) => (item as JsonObject).name ?? null)
    deepStrictEqual(found, expected)
    // The CLI shows all pages as one.
    if (items.length > 1)
      deepStrictEqual(
        items.map(({ length }) => length),
        sizes,
      )
  }

  async #limits(): Promise<void> {
    const { lacks } = this.#client
    for (const { operation, member, expected, input } of limits) {
      const known = Object.entries(input).filter(([name]) => !lacks.has(name))
      if (!lacks.has(member)) await this.#refused(expected, operation, Object.fromEntries(known))
    }
  }

  async #sts(): Promise<void> {
    const ask = { service: 'sts' } as const
    strictEqual((await this.#output('GetCallerIdentity', {}, ask)).Account, account)
    const role = { RoleArn: `arn:aws:iam::${foreignAccount}:role/ci/ibguard`, RoleSessionName: 'run' }
    const { Credentials } = await this.#output('AssumeRole', role, ask)
    const { AccessKeyId, SessionToken } = Credentials as Record<string, string>
    const assumed = { key: AccessKeyId ?? '', token: SessionToken ?? '' }
    const identity = await this.#output('GetCallerIdentity', {}, { ...ask, ...assumed })
    strictEqual(identity.Arn, `arn:aws:sts::${foreignAccount}:assumed-role/ibguard/run`)
    const target = { infrastructureConfigurationArn: configuration }
    await this.#refused('ForbiddenException', 'GetInfrastructureConfiguration', target, assumed)
    await this.#refused('ValidationError', 'AssumeRole', { ...role, RoleArn: 'no role, but long enough' }, ask)
  }
}
