// en.js: the texts of the console in English, one file per area. Keys say what is meant; a function takes what the text
// depends on. The texts of large pages are loaded with them.
import { texts as audit } from './en/audit.js';
import { texts as charts } from './en/charts.js';
import { texts as components } from './en/components.js';
import { texts as forms } from './en/forms.js';
import { texts as frame } from './en/frame.js';
import { texts as keys } from './en/keys.js';
import { texts as machines } from './en/machines.js';
import { texts as overview } from './en/overview.js';
import { texts as parameters } from './en/parameters.js';
import { texts as projects } from './en/projects.js';
import { texts as signin } from './en/signin.js';
import { texts as sources } from './en/sources.js';
import { texts as states } from './en/states.js';
import { texts as tickets } from './en/tickets.js';

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

/** What comes with its page: `loadTexts('wizard')`. */
export const later = {
  wizard: () => import('./en/wizard.js'),
  project: () => import('./en/project.js'),
};
