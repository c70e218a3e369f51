/** The one type of resource that this tool keeps, in the words of each place that names it. The rest takes them from here. */
export const resourceType = {
  noun: 'infrastructure configuration',
  /** The type of its ARNs. */
  arnType: 'infrastructure-configuration',
  /** What the API's requests, and specs, call its ARN. */
  arnField: 'infrastructureConfigurationArn',
  operations: {
    create: 'CreateInfrastructureConfiguration',
    get: 'GetInfrastructureConfiguration',
    list: 'ListInfrastructureConfigurations',
    update: 'UpdateInfrastructureConfiguration',
  },
  /** The same as methods of the AWS SDK. */
  methods: {
    get: 'getInfrastructureConfiguration',
    list: 'listInfrastructureConfigurations',
    update: 'updateInfrastructureConfiguration',
  },
  /** What creates one in the AWS CLI. */
  createCommand: 'imagebuilder create-infrastructure-configuration',
  /** The member of an answer that holds it, or a page of them. */
  answers: {
    get: 'infrastructureConfiguration',
    list: 'infrastructureConfigurationSummaryList',
  },
  /** The member of a seed of the local Image Builder. */
  seed: 'infrastructureConfigurations',
  cloudFormation: 'AWS::ImageBuilder::InfrastructureConfiguration',
  terraform: 'aws_imagebuilder_infrastructure_configuration',
} as const
