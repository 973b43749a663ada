// machines.js: machines, in English.
import { counted } from '../counted.js';

export const texts = {
  'machine.one': 'Machine',
  'machine.id': 'ID',
  'machine.name': 'Name',
  'machine.address': 'Address',
  'machine.state': 'State',
  'machine.heartbeat': 'Heartbeat',
  'machine.agent': 'Agent',
  'machine.agentText': 'version {version}, process {pid}',
  'machine.agentSince': 'Agent started',
  'machine.cpu': 'CPU',
  'machine.coresHead': 'Cores',
  'machine.usedBytes': '{name} used, bytes',
  'machine.totalBytes': '{name}, bytes',
  'machine.cores': ({ count }) => `of ${counted(count, 'core', 'cores')}`,
  'machine.memory': 'Memory',
  'machine.disk': 'Disk',
  'machine.components': 'Components',
  'machine.componentsHere': 'Components here',
  'machine.noComponents': 'No component is placed here.',
  'machine.usage': 'Usage',
  'machine.settings': 'Settings',
  'machine.limit': 'Most components',
  'machine.limitHelp': 'How many components may be placed here.',
  'machine.saved': '{name} is saved.',
  'machine.downText':
    'The agent has not reported. Components that ran here stop by themselves when they lose their lease.',
  'machine.filter': 'Filter by name, address or ID',
  'machine.emptyTitle': 'No machine yet',
  'machine.emptyText': 'A machine appears by itself when its agent starts.',
};
