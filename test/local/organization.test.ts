import { expect, it } from 'vitest'
import { createAws } from '../../src/aws/clients.ts'
import { listOf } from '../../src/aws/wire.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { arnOf, startLocal } from './support/client.ts'

const lane = { partition: 'aws', account: '', region: 'eu-west-1' }

async function ask(seed: object, fault: string[] = []) {
  const local = await startLocal({ seed: seed as { infrastructureConfigurations: JsonObject[] }, fault })
  const { accounts } = createAws({ local })
  return accounts
}

const organization = {
  accounts: Array.from({ length: 45 }, (_, at) => ({
    Id: String(100_000_000_000 + at),
    ...(at === 3 && { State: 'SUSPENDED' }),
  })),
}

it('lists the accounts of an organization page by page', async () => {
  const accounts = await ask({ organization })
  const found: JsonObject[] = []
  let token: string | undefined
  do {
    const input: JsonObject = token === undefined ? {} : { NextToken: token }
    const { Accounts, NextToken } = await accounts(lane).call('organizations', 'ListAccounts', input)
    found.push(...(Accounts as JsonObject[]))
    token = NextToken as string | undefined
  } while (token !== undefined)
  expect(found.map(({ Id }) => Id)).toEqual(organization.accounts.map(({ Id }) => Id))
  expect(found[0]).toMatchObject({ State: 'ACTIVE' })
  expect(found[3]).toMatchObject({ State: 'SUSPENDED' })
})

it('knows no organization unless the seed has one, and denies what a fault denies', async () => {
  const none = await ask([])
  await expect(none(lane).call('organizations', 'ListAccounts')).rejects.toMatchObject({
    code: 'AWSOrganizationsNotInUseException',
  })
  const denied = await ask({ organization }, ['ListAccounts=AccessDeniedException'])
  await expect(denied(lane).call('organizations', 'ListAccounts')).rejects.toMatchObject({
    kind: 'refused',
    code: 'AccessDeniedException',
  })
})

it('answers the Regions of an account: those of the seed, else those of its resources', async () => {
  const regionsOf = async (seed: object, account: string) => {
    const accounts = await ask(seed)
    const { regionInfo } = await accounts({ ...lane, account }).call('ec2', 'DescribeRegions')
    return listOf(regionInfo).map((each) => (each as JsonObject).regionName)
  }
  const web = { arn: arnOf('web').replace('eu-west-1', 'us-east-2'), name: 'web', instanceProfileName: 'builder' }
  const account = web.arn.split(':')[4] as string
  expect(await regionsOf({ infrastructureConfigurations: [web] }, account)).toEqual(['eu-west-1', 'us-east-2'])
  expect(await regionsOf({ regions: ['eu-north-1', 'ap-south-1'] }, account)).toEqual(['eu-north-1', 'ap-south-1'])
})

it('denies EC2 calls in the words of EC2', async () => {
  const accounts = await ask({}, ['DescribeRegions=AccessDeniedException'])
  await expect(accounts(lane).call('ec2', 'DescribeRegions')).rejects.toMatchObject({ code: 'UnauthorizedOperation' })
})

it('refuses a seed whose organization is none', async () => {
  await expect(startLocal({ seed: { organization: { accounts: [{ Id: 'x' }] } } })).rejects.toThrow(/organization/)
})
