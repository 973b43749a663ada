// migration.js: what is said of one project before and while it runs: checks, and what the conversion changed.
import { said as checks } from './checks.js';
import { said as conversion } from './conversion.js';
import { said as expressions } from './expressions.js';

export const said = [...checks, ...conversion, ...expressions];
