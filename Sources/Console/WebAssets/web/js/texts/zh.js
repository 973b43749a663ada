// zh.js: the texts of the console in Simplified Chinese. The keys are those of en.js; a test compares them.
import { texts as audit } from './zh/audit.js';
import { texts as charts } from './zh/charts.js';
import { texts as components } from './zh/components.js';
import { texts as forms } from './zh/forms.js';
import { texts as frame } from './zh/frame.js';
import { texts as keys } from './zh/keys.js';
import { texts as machines } from './zh/machines.js';
import { texts as overview } from './zh/overview.js';
import { texts as parameters } from './zh/parameters.js';
import { texts as projects } from './zh/projects.js';
import { said } from '../said/zh.js';
import { texts as signin } from './zh/signin.js';
import { texts as sources } from './zh/sources.js';
import { texts as states } from './zh/states.js';
import { texts as tickets } from './zh/tickets.js';

export const texts = {
  ...frame,
  ...forms,
  ...signin,
  ...keys,
  ...states,
  ...overview,
  ...projects,
  ...sources,
  ...components,
  ...charts,
  ...machines,
  ...tickets,
  ...audit,
  ...parameters,
};

export { said };

/** What comes with its page: `loadTexts('wizard')`. */
export const later = {
  wizard: () => import('./zh/wizard.js'),
  project: () => import('./zh/project.js'),
};
