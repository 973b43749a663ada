internal import Model
internal import Processes

/// One component in the charge of this machine's agent: its life, its process, and what was last written about it.
final class Charge {
    let id: ComponentID
    var life: ComponentStateMachine
    var child: ChildProcess?
    var launched: Timestamp = .zero
    /// The intent that was last acted upon.
    var generation: Int64
    var failure: Failure?
    var written: Component.Observation

    init(_ component: Component) {
        id = component.id
        life = ComponentStateMachine(restoring: component.observation.state)
        generation = component.observation.generation
        failure = component.observation.failure
        written = component.observation
    }

    /// What should stand in the catalog now.
    func observation(at now: Timestamp) -> Component.Observation {
        let shown = life.observed
        var observation = written
        if observation.state != shown.state { observation.since = now }
        observation.state = shown.state
        observation.crashes = shown.crashes
        observation.nextStart = shown.nextStart
        observation.generation = generation
        observation.failure = failure
        observation.process = child.map { ProcessIdentity($0.identity) }
        return observation
    }
}
