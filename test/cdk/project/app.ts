import { App, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib'
import { CfnImagePipeline, CfnInfrastructureConfiguration } from 'aws-cdk-lib/aws-imagebuilder'
import type { Construct } from 'constructs'
import { imageBuilderGuard } from 'imagebuilder-guard/cdk'

const [, , httpTokens = 'optional', acknowledged] = process.argv
const properties = {
  name: 'web',
  instanceProfileName: 'BuildProfile',
  logging: { s3Logs: { s3BucketName: 'acme-logs' } },
  instanceMetadataOptions: { httpTokens, httpPutResponseHopLimit: 2 },
}

class Inner extends NestedStack {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    new CfnInfrastructureConfiguration(this, 'Nested', properties)
  }
}

class Golden extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    const infra = new CfnInfrastructureConfiguration(this, 'Infra', properties)
    const containerRecipeArn = `arn:aws:imagebuilder:eu-west-1:123456789012:container-recipe/web/1.0.0`
    new CfnImagePipeline(this, 'Pipeline', {
      name: 'web',
      infrastructureConfigurationArn: infra.attrArn,
      containerRecipeArn,
    })
    new Inner(this, 'Inner')
    if (acknowledged)
      Validations.of(this).acknowledge({ id: `imagebuilder-guard::${acknowledged}`, reason: 'SEC-1182' })
  }
}

const app = new App({ outdir: 'cdk.out' })
Validations.of(app).addPlugins(await imageBuilderGuard())
new Golden(app, 'Golden')
new Golden(new Stage(app, 'Prod'), 'Golden')
app.synth()
