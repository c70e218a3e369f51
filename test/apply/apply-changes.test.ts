import { describe, expect, it } from 'vitest'
import { ServiceError, type ServiceErrorKind } from '../../src/aws/image-builder.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { createWorld } from '../support/world.ts'

const statuses = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ status }) => status)
const codes = (outcomes: readonly Outcome[]): (string | undefined)[] => outcomes.map(({ error }) => error?.code)

/** Fails the first `times` updates of each target, before the write or after it. */
function failing(kind: ServiceErrorKind, code: string, times: number, when: 'before' | 'after' = 'before') {
  const seen = new Map<string, number>()
  return (arn: string, phase: 'before' | 'after') => {
    if (phase !== when) return
    const count = (seen.get(arn) ?? 0) + 1
    seen.set(arn, count)
    if (count <= times)
      throw new ServiceError(kind, code, `${code} for the ${count}th time`, { requestId: `r-${count}` })
  }
}

describe('exactly once', () => {
  it('applies each change once, keeps unknown fields, and answers in plan order', async () => {
    const { service, changes, apply } = await createWorld(40, { rate: () => 5, burst: 5 })
    const outcomes = await apply()
    expect(outcomes.map(({ arn }) => arn)).toEqual(changes.map(({ arn }) => arn))
    expect(new Set(outcomes.map(({ status, verified }) => `${status} ${verified}`))).toEqual(new Set(['applied true']))
    expect(service.mutations).toHaveLength(40)
    expect(service.live.get(changes[3]!.arn)).toEqual({
      instanceProfileName: 'EC2InstanceProfileForImageBuilder',
      instanceMetadataOptions: { httpTokens: 'required' },
      newcomer: { kept: [3] },
    })
  })

  it('settles an answer that was lost after the write by reading', async () => {
    const { service, apply } = await createWorld(5, { onUpdate: failing('unavailable', 'ECONNRESET', 1, 'after') })
    let settledByReading = 0
    const outcomes = await apply({
      onProgress(progress) {
        settledByReading = progress.settledByReading
      },
    })
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'applied', verified: true, attempts: 1 })
    expect(service.mutations).toHaveLength(5)
    expect(settledByReading).toBe(5)
  })

  it('has the token on disk before the first send, and repeats it', async () => {
    const { service, journal, apply } = await createWorld(3, {
      onUpdate: failing('unavailable', 'ServiceUnavailableException', 2),
    })
    const outcomes = await apply()
    expect(outcomes.map(({ attempts }) => attempts)).toEqual([3, 3, 3])
    const sent = journal.events.filter(({ event }) => event === 'sent')
    expect(sent).toHaveLength(3)
    for (const { arn, token } of service.mutations) {
      expect(sent).toContainEqual({ event: 'sent', arn, clientToken: token })
    }
  })

  it('keeps nobody waiting for a slow disk, and reads again what was read too long ago', async () => {
    let reads = 0
    const world = await createWorld(20, { onGet: () => reads++ })
    const { clock, journal, service } = world
    const record = journal.record
    let diskMs = 1_000
    journal.record = async (event) => {
      await clock.sleep(diskMs)
      return record(event)
    }
    reads = 0
    const startedAt = clock.now()
    const outcomes = await world.apply({ concurrency: 1, rate: 100 })
    expect(new Set(statuses(outcomes))).toEqual(new Set(['applied']))
    // Three calls of 60 ms for each of them, one after another, and the disk once or twice.
    expect(clock.now() - startedAt).toBeLessThan(20 * 180 + 4 * diskMs)
    expect(reads).toBe(40)

    diskMs = 6_000
    for (const { arn, before = {} } of world.changes) service.live.set(arn, before)
    reads = 0
    await world.apply({ rate: 100 })
    expect(reads).toBe(60)
  })

  it('skips what somebody changed since the plan, and names the fields', async () => {
    const { service, changes, apply } = await createWorld(3)
    service.live.set(changes[1]!.arn, { instanceProfileName: 'Other', keyPair: 'mine', newcomer: { kept: [1] } })
    service.live.delete(changes[2]!.arn)
    const outcomes = await apply()
    expect(statuses(outcomes)).toEqual(['applied', 'skipped', 'skipped'])
    expect(codes(outcomes)).toEqual([undefined, 'StalePlan', 'StalePlan'])
    expect(outcomes[1]?.error?.message).toContain('/instanceProfileName, /keyPair')
    expect(outcomes[2]?.error?.message).toContain('no longer exists')
  })

  it('calls unchanged what somebody else already brought there', async () => {
    const { service, changes, apply } = await createWorld(1)
    service.live.set(changes[0]!.arn, structuredClone(changes[0]!.after!))
    expect(await apply()).toMatchObject([{ arn: changes[0]!.arn, status: 'unchanged', attempts: 0, verified: true }])
  })

  it('goes on when who looks on fails', async () => {
    const { service, apply } = await createWorld(10)
    const outcomes = await apply({
      onProgress() {
        throw new Error('the terminal is gone')
      },
    })
    expect(new Set(statuses(outcomes))).toEqual(new Set(['applied']))
    expect(service.mutations).toHaveLength(10)
  })

  it('takes the order of security groups for no change, before and after', async () => {
    const { service, changes, apply } = await createWorld(3)
    const groups = { securityGroupIds: ['sg-1', 'sg-2'] }
    const turned = { securityGroupIds: ['sg-2', 'sg-1'] }
    for (const change of changes) {
      Object.assign(change.before!, groups)
      Object.assign(change.after!, groups)
    }
    const [first, second, third] = changes.map(({ before, after }) => ({ before: before!, after: after! }))
    service.live.set(changes[0]!.arn, { ...first!.before, ...turned })
    service.live.set(changes[1]!.arn, { ...second!.after, ...turned })
    service.live.set(changes[2]!.arn, { ...third!.before, securityGroupIds: ['sg-1'] })
    expect(statuses(await apply())).toEqual(['applied', 'unchanged', 'skipped'])
  })

  it('reads what an old plan needs no update for, before it is called unchanged', async () => {
    const reads: string[] = []
    const world = await createWorld(6, { onGet: (arn) => reads.push(arn) })
    const { changes, service, journal } = world
    for (const change of changes.slice(0, 4)) {
      Object.assign(change, { action: 'no-op', fields: [], before: change.after })
      service.live.set(change.arn, structuredClone(change.after!))
    }
    const [, drifted, gone, forged] = changes.map(({ arn }) => arn)
    service.live.set(drifted!, { ...changes[1]!.after, keyPair: 'debug' })
    service.live.delete(gone!)
    Object.assign(changes[3]!, { before: { instanceProfileName: 'x' }, after: { instanceProfileName: 'y' } })
    service.live.set(forged!, { instanceProfileName: 'x' })

    reads.length = 0
    const first = await world.apply({ maxFailures: 0 })
    expect(first.slice(0, 4).map(({ status, verified }) => [status, verified])).toEqual(
      Array.from({ length: 4 }, () => ['unchanged', true]),
    )
    expect(reads).toHaveLength(4)

    journal.events.length = 0
    const outcomes = await world.apply({ isPlanOld: true, maxFailures: 0 })
    expect(outcomes.slice(0, 4)).toMatchObject([
      { status: 'unchanged', verified: true, attempts: 0 },
      { status: 'skipped', error: { code: 'StalePlan', message: expect.stringContaining('/keyPair') } },
      { status: 'skipped', error: { code: 'StalePlan', message: expect.stringContaining('no longer exists') } },
      { status: 'skipped', error: { code: 'StalePlan', message: expect.stringContaining('/instanceProfileName') } },
    ])
    expect(service.mutations).toHaveLength(2)
    expect(world.journal.asEarlier().outcomes.get(drifted!)).toMatchObject({ status: 'skipped' })
  })

  it('fails what is neither as before nor as planned after a try', async () => {
    const world = await createWorld(1, {
      onUpdate(arn, phase) {
        if (phase === 'before') return
        world.service.live.set(arn, { instanceProfileName: 'Intruder' })
        throw new ServiceError('unavailable', 'ECONNRESET', 'socket hang up')
      },
    })
    expect(await world.apply()).toMatchObject([{ status: 'failed', attempts: 1, error: { code: 'StalePlan' } }])
  })

  it('says so too when the last try left a third state', async () => {
    let tries = 0
    const world = await createWorld(1, {
      onUpdate(arn, phase) {
        if (phase === 'after') return
        tries++
        if (tries === 8) world.service.live.set(arn, { instanceProfileName: 'Intruder' })
        throw new ServiceError('unavailable', 'ECONNRESET', 'socket hang up')
      },
    })
    expect(await world.apply()).toMatchObject([{ status: 'failed', attempts: 8, error: { code: 'StalePlan' } }])
  })

  it('fails a change that reads back otherwise, and keeps what was read', async () => {
    const world = await createWorld(1, {
      onUpdate(arn, phase) {
        if (phase === 'after') world.service.live.set(arn, { instanceProfileName: 'Intruder' })
      },
    })
    const [outcome] = await world.apply()
    expect(outcome).toMatchObject({
      status: 'failed',
      verified: false,
      error: { code: 'VerifyFailed', requestId: 'request-1' },
    })
    expect(outcome?.error?.message).toContain('/instanceMetadataOptions/httpTokens, /instanceProfileName')
    expect(world.journal.events).toContainEqual(
      expect.objectContaining({ event: 'settled', live: { instanceProfileName: 'Intruder' } }),
    )
  })

  it('reads again for a while what still shows the former state after the update', async () => {
    const { service, apply } = await createWorld(30, { staleMs: 8_000 })
    const outcomes = await apply({ maxFailures: 0, waves: [1, '10%'] })
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'applied', verified: true, attempts: 1 })
    expect(service.mutations).toHaveLength(30)
  })

  it('fails after ten seconds what never shows the update', async () => {
    const { clock, apply } = await createWorld(1, { staleMs: 60_000 })
    const start = clock.elapsed()
    expect(await apply()).toMatchObject([{ status: 'failed', error: { code: 'VerifyFailed' } }])
    expect((clock.elapsed() - start) / 1_000).toBeCloseTo(11, 0)
  })

  it('believes no former state of what the last try may have done', async () => {
    const { service, apply } = await createWorld(1, {
      staleMs: 5_000,
      onUpdate(_arn, phase) {
        if (phase === 'after') throw new TypeError('oops')
      },
    })
    expect(await apply()).toMatchObject([{ status: 'applied', verified: true, attempts: 1 }])
    expect(service.mutations).toHaveLength(1)
  })

  it('sends nothing over what somebody changed while the update was on its way', async () => {
    let isSlow = true
    const world = await createWorld(1, {
      leaveMs() {
        if (!isSlow) return 0
        isSlow = false
        world.service.live.set(world.changes[0]!.arn, { instanceProfileName: 'Intruder' })
        return 40_000
      },
    })
    expect(await world.apply()).toMatchObject([{ status: 'skipped', attempts: 0, error: { code: 'StalePlan' } }])
    expect(world.service.mutations).toEqual([])
  })

  it('reads again what was read too long ago when the update could leave, and counts no try', async () => {
    let slow = 3
    let reads = 0
    const world = await createWorld(3, { leaveMs: () => (slow-- > 0 ? 20_000 : 0), onGet: () => reads++ })
    reads = 0
    const outcomes = await world.apply()
    expect(reads).toBe(9)
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'applied', attempts: 1 })
    expect(world.service.arrived).toBe(3)
  })

  it('gives up an update that takes too long to leave every time', async () => {
    const { service, apply } = await createWorld(1, { leaveMs: () => 20_000 })
    const [outcome] = await apply()
    expect(outcome).toMatchObject({ status: 'failed', attempts: 0, error: { code: 'StaleRead' } })
    expect(outcome).not.toHaveProperty('clientToken')
    expect(service.arrived).toBe(0)
  })

  it('lets nothing leave that was still on its way when the run was stopped', async () => {
    const interrupt = new AbortController()
    const { service, apply } = await createWorld(1, {
      leaveMs() {
        interrupt.abort()
        return 1_000
      },
    })
    expect(await apply({ signal: interrupt.signal })).toMatchObject([
      { status: 'skipped', attempts: 0, error: { code: 'Interrupted' } },
    ])
    expect(service.arrived).toBe(0)
  })

  it('does not read back when it is told not to', async () => {
    const { apply } = await createWorld(1)
    expect(await apply({ verify: false })).toMatchObject([
      { status: 'applied', verified: false, requestId: 'request-1' },
    ])
    const lost = await createWorld(1, { onUpdate: failing('unavailable', 'ECONNRESET', 1, 'after') })
    expect(await lost.apply({ verify: false })).toMatchObject([{ status: 'applied', verified: false }])
  })
})

describe('errors by name', () => {
  it.each<[ServiceErrorKind, string]>([
    ['token-mismatch', 'IdempotentParameterMismatchException'],
    ['refused', 'InvalidRequestException'],
    ['not-found', 'ResourceNotFoundException'],
    ['credentials', 'ExpiredTokenException'],
  ])('sends once what answers %s', async (kind, code) => {
    const { service, apply } = await createWorld(1, { onUpdate: failing(kind, code, 99) })
    const [outcome] = await apply()
    expect(outcome).toMatchObject({ status: 'failed', attempts: 1, error: { code, requestId: 'r-1' } })
    expect(service.arrived).toBe(1)
  })

  it('gives up after eight tries of a service that is down', async () => {
    const { service, apply } = await createWorld(1, { onUpdate: failing('unavailable', 'ServiceException', 99) })
    expect(await apply()).toMatchObject([{ status: 'failed', attempts: 8, error: { code: 'ServiceException' } }])
    expect(service.mutations).toEqual([])
  })

  it('waits for a configuration in use while the others go on', async () => {
    const { clock, service, changes, apply } = await createWorld(60, {
      onUpdate(arn, phase) {
        if (phase !== 'before' || arn !== changes[0]!.arn || clock.now() > start + 70_000) return
        throw new ServiceError('in-use', 'ResourceInUseException', 'in use')
      },
    })
    const start = clock.now()
    const outcomes = await apply({ concurrency: 1 })
    expect(new Set(statuses(outcomes))).toEqual(new Set(['applied']))
    const others = service.mutations.filter(({ arn }) => arn !== changes[0]!.arn)
    expect(Math.max(...others.map(({ at }) => at))).toBeLessThan(start + 30_000)
    expect(outcomes[0]?.attempts).toBe(5)
  })

  it('fails a configuration that stays in use after half an hour', async () => {
    const { clock, apply } = await createWorld(1, { onUpdate: failing('in-use', 'ResourceInUseException', 999) })
    const start = clock.now()
    expect(await apply()).toMatchObject([{ status: 'failed', error: { code: 'ResourceInUseException' } }])
    expect((clock.now() - start) / 60_000).toBeCloseTo(30, -1)
  })

  it('gives a fresh instance profile two minutes', async () => {
    const visibleAfter = await createWorld(1, {
      onUpdate: failing('profile-missing', 'InvalidParameterValueException', 20),
    })
    expect(await visibleAfter.apply()).toMatchObject([{ status: 'applied', attempts: 21 }])
    const never = await createWorld(1, { onUpdate: failing('profile-missing', 'InvalidParameterValueException', 999) })
    expect(await never.apply()).toMatchObject([{ status: 'failed', error: { code: 'InvalidParameterValueException' } }])
  })

  it('ends a lane that accepts nothing for ten minutes, and only that lane', async () => {
    const { clock, apply, changes } = await createWorld(20, {
      laneOf: (index) => ({ region: index % 2 === 0 ? 'eu-west-1' : 'us-east-1' }),
      onUpdate(arn) {
        if (arn.includes('us-east-1')) throw new ServiceError('throttled', 'TooManyRequestsException', 'no')
      },
    })
    const start = clock.now()
    const outcomes = await apply()
    expect((clock.now() - start) / 60_000).toBeCloseTo(10, 0)
    for (const [index, outcome] of outcomes.entries()) {
      if (changes[index]?.arn.includes('eu-west-1')) expect(outcome.status).toBe('applied')
      else expect(outcome.error?.code).toBe('Stalled')
    }
  })

  it('never counts a throttle as a try too many', async () => {
    const { apply } = await createWorld(1, { onUpdate: failing('throttled', 'ThrottlingException', 40) })
    expect(await apply()).toMatchObject([{ status: 'applied', attempts: 41 }])
  })

  it('reports a bug of ours as such and goes on', async () => {
    const { changes, apply } = await createWorld(3, {
      onUpdate(arn) {
        if (arn === changes[1]!.arn) throw new TypeError('oops')
      },
    })
    const outcomes = await apply()
    expect(codes(outcomes)).toEqual([undefined, 'Internal', undefined])
  })
})

describe('clocks', () => {
  it('takes no longer because somebody sets the clock back', async () => {
    const { clock, service, apply } = await createWorld(40, {
      rate: () => 5,
      burst: 5,
      onUpdate: (_arn, phase) => {
        if (phase === 'after' && service.mutations.length % 10 === 0) clock.set(-3_600_000)
      },
    })
    const start = clock.elapsed()
    expect(new Set(statuses(await apply()))).toEqual(new Set(['applied']))
    expect((clock.elapsed() - start) / 1_000).toBeLessThan(15)
  })

  it('does not take a read for fresh because the clock was set back', async () => {
    let reads = 0
    const world = await createWorld(1, { onGet: () => reads++ })
    const { clock, journal } = world
    const record = journal.record
    journal.record = async (event) => {
      await clock.sleep(6_000)
      clock.set(-60_000)
      return record(event)
    }
    reads = 0
    expect(statuses(await world.apply())).toEqual(['applied'])
    expect(reads).toBe(3)
  })

  it('goes on where it was after the process slept, and reads anew', async () => {
    const { clock, service, changes, apply } = await createWorld(20, {
      onUpdate(arn, phase) {
        if (phase === 'after' || arn !== changes[3]!.arn || ++tries > 3) return
        if (tries === 2) clock.freeze(8 * 3_600_000)
        throw new ServiceError('in-use', 'ResourceInUseException', 'in use')
      },
    })
    let tries = 0
    const outcomes = await apply({ waves: [1, 5] })
    expect(new Set(statuses(outcomes))).toEqual(new Set(['applied']))
    expect(service.mutations).toHaveLength(20)
  })

  it('does not call a lane stalled because the process slept between two throttles', async () => {
    let throttles = 0
    const { clock, service, apply } = await createWorld(1, {
      onUpdate(_arn, phase) {
        if (phase === 'after' || ++throttles > 4) return
        if (throttles === 2) clock.freeze(3_600_000)
        throw new ServiceError('throttled', 'TooManyRequestsException', 'slow down')
      },
    })
    expect(statuses(await apply())).toEqual(['applied'])
    expect(service.mutations).toHaveLength(1)
  })
})

describe('waves, budget and deadline', () => {
  it('starts a wave when the one before it was read back', async () => {
    const reads: string[] = []
    const { service, changes, apply } = await createWorld(20, { onGet: (arn) => reads.push(arn) })
    reads.length = 0
    await apply({ waves: [1, '10%', '100%'] })
    const wave = (from: number, to: number) => changes.slice(from, to).map(({ arn }) => arn)
    expect(service.mutations.map(({ arn }) => arn).slice(0, 2)).toEqual(wave(0, 2))
    expect(reads.slice(0, 4)).toEqual([...wave(0, 1), ...wave(0, 1), ...wave(1, 2), ...wave(1, 2)])
  })

  it('stops after more failures than the budget bears, and skips the rest', async () => {
    const { service, apply } = await createWorld(100, { onUpdate: failing('refused', 'InvalidRequestException', 99) })
    const outcomes = await apply({ maxFailures: 2, concurrency: 1 })
    expect(codes(outcomes).filter((code) => code === 'InvalidRequestException')).toHaveLength(3)
    expect(codes(outcomes).filter((code) => code === 'MaxFailures')).toHaveLength(97)
    expect(service.arrived).toBe(3)
  })

  it('stops a resumed run whose budget was exceeded already', async () => {
    const world = await createWorld(100, { onUpdate: failing('refused', 'InvalidRequestException', 99) })
    await world.apply({ maxFailures: 2, concurrency: 1 })
    const { outcomes, ...run } = world.journal.asEarlier()
    const failed = new Map([...outcomes].filter(([, { status }]) => status === 'failed'))
    const resumed = await world.resume({ ...run, outcomes: failed, isFinished: false })
    expect(codes(resumed).filter((code) => code === 'MaxFailures')).toHaveLength(97)
    expect(world.service.arrived).toBe(3)
  })

  it('settles at the deadline what was tried, and skips the rest', async () => {
    const lost = failing('unavailable', 'ECONNRESET', 99, 'after')
    const { changes, service, apply } = await createWorld(200, {
      rate: () => 2,
      burst: 2,
      onUpdate(arn, phase) {
        if (arn === changes[0]!.arn) lost(arn, phase)
      },
    })
    const outcomes = await apply({ deadlineMs: 20_000 })
    expect(new Set(statuses(outcomes))).toEqual(new Set(['applied', 'skipped']))
    expect(outcomes.filter(({ status }) => status === 'applied')).toHaveLength(service.mutations.length)
    expect(new Set(codes(outcomes))).toEqual(new Set([undefined, 'Deadline']))
  })
})

describe('interruption', () => {
  it('starts nothing new, gives what is in flight its time, and resumes to the end', async () => {
    const interrupt = new AbortController()
    const world = await createWorld(50, {
      onUpdate: (_arn, phase) => {
        if (phase === 'before' && world.service.mutations.length === 10) interrupt.abort()
      },
    })
    const outcomes = await world.apply({ signal: interrupt.signal })
    const applied = outcomes.filter(({ status }) => status === 'applied')
    expect(applied).toHaveLength(world.service.mutations.length)
    expect(new Set(codes(outcomes))).toEqual(new Set([undefined, 'Interrupted']))
    const earlier = world.journal.asEarlier()
    expect(earlier.isFinished).toBe(false)
    expect(earlier.outcomes.size).toBe(applied.length)

    const resumed = await world.resume(earlier)
    expect(new Set(statuses(resumed))).toEqual(new Set(['applied']))
    expect(new Set(world.service.mutations.map(({ arn }) => arn)).size).toBe(50)
    expect(world.service.mutations).toHaveLength(50)
  })

  it('does not call unknown what was only throttled', async () => {
    const interrupt = new AbortController()
    const { service, apply } = await createWorld(3, {
      onUpdate(_arn, phase) {
        if (phase === 'after') return
        interrupt.abort()
        throw new ServiceError('throttled', 'CallRateLimitExceededException', 'Rate exceeded')
      },
    })
    const outcomes = await apply({ signal: interrupt.signal })
    expect(service.mutations).toHaveLength(0)
    expect(statuses(outcomes)).toEqual(['skipped', 'skipped', 'skipped'])
    expect(codes(outcomes)).toEqual(['Interrupted', 'Interrupted', 'Interrupted'])
  })

  it('leaves to --resume what it has no valid credentials for, in that account alone', async () => {
    let isExpired = true
    const expired = () => {
      if (isExpired) throw new ServiceError('credentials', 'ExpiredTokenException', 'The security token is expired')
    }
    let updates = 0
    const world = await createWorld(40, {
      laneOf: (index) => ({ account: index % 2 === 0 ? '111111111111' : '222222222222' }),
      onUpdate(arn, phase) {
        if (phase === 'before' && arn.includes(':111111111111:') && ++updates > 5) expired()
      },
    })
    const first = await world.apply({ maxFailures: 0, rate: 50 })
    const own = first.filter(({ arn }) => arn.includes(':111111111111:'))
    expect(new Set(statuses(first.filter((outcome) => !own.includes(outcome))))).toEqual(new Set(['applied']))
    expect(statuses(own).filter((status) => status === 'applied')).toHaveLength(5)
    expect(new Set(codes(own))).toEqual(new Set([undefined, 'ExpiredTokenException']))
    const earlier = world.journal.asEarlier()
    expect(earlier.isFinished).toBe(false)

    isExpired = false
    expect(new Set(statuses(await world.resume(earlier)))).toEqual(new Set(['applied']))
    expect(world.service.mutations).toHaveLength(40)
  })

  it('does not call skipped what was accepted and not yet read back', async () => {
    const interrupted = new AbortController()
    let isHeld = false
    const { journal, service, apply, resume } = await createWorld(1, {
      latencyMs: 20_000,
      onUpdate(_, phase) {
        if (phase === 'after') {
          isHeld = true
          interrupted.abort()
        }
      },
    })
    const outcomes = await apply({ signal: interrupted.signal })
    expect(isHeld).toBe(true)
    expect(outcomes).toMatchObject([
      { status: 'failed', attempts: 1, error: { code: 'Interrupted', message: expect.stringContaining('unknown') } },
    ])
    expect(statuses(await resume(journal.asEarlier()))).toEqual(['applied'])
    expect(service.mutations).toHaveLength(1)
  })

  it('gives up what is still in flight when the time is over, and says that its outcome is unknown', async () => {
    const interrupt = new AbortController()
    const { clock, apply, journal } = await createWorld(1, { updateLatencyMs: 60_000 })
    void clock.sleep(1_000).then(() => interrupt.abort())
    const start = clock.now()
    const outcomes = await apply({ signal: interrupt.signal })
    expect(outcomes).toMatchObject([
      { status: 'failed', error: { code: 'Interrupted', message: 'outcome unknown; --resume settles it' } },
    ])
    expect(clock.now() - start).toBeLessThan(7_000)
    expect(journal.events.map(({ event }) => event)).toEqual(['sent'])
  })
})
