// steps.js: the steps of a project, begun or not, and the one that a person wants to see first.

/** A step that the project will take but has not begun. */
export const waiting = (kind) => ({ kind, state: 'waiting', progress: null, activity: '', startedAt: null,
  finishedAt: null, secondsLeft: null, failure: null });

/** In their order. A project that was never started says only in its file which steps it will take. */
export function stepsOf({ steps, file }) {
  const begun = new Map(steps.map((step) => [step.kind, step]));
  const wanted = ['precheck', ...(file?.steps ?? []).filter((kind) => kind !== 'precheck')];
  const later = steps.filter((step) => !wanted.includes(step.kind));
  return [...wanted.map((kind) => begun.get(kind) ?? waiting(kind)), ...later];
}

/** What failed, what runs, what comes next; the rows when all is done. */
export function currentStep(project) {
  const steps = stepsOf(project);
  const first = (state) => steps.find((step) => step.state === state)?.kind;
  if (project.state === 'completed' || project.state === 'released') {
    const rows = steps.find((step) => step.kind === 'full')?.kind;
    return rows ?? steps.findLast((step) => step.startedAt)?.kind ?? steps[0].kind;
  }
  const begun = steps.findLast((step) => step.startedAt && step.state !== 'completed')?.kind;
  return first('failed') ?? first('running') ?? first('paused') ?? begun ?? first('waiting') ?? steps[0].kind;
}
