internal import Synchronization

/// Publishes events to any number of subscribers and keeps the last ones, so that a client that was away for a moment
/// misses nothing. The hub never waits for a subscriber: one that reads too slowly loses its queue and is told to
/// start over.
///
/// Ids are `run << 32 | sequence`: the run is drawn at random when the hub is made, so that an id from before a restart
/// is recognised as foreign. They fit into 52 bits, because browsers read them as floating point.
package final class EventHub: Sendable {
    private struct Event {
        let id: UInt64
        let topic: String
        let message: [UInt8]
    }

    private struct State {
        var ring: [Event] = []
        /// Where the oldest event stands in `ring` once it is full.
        var oldest = 0
        var ringBytes = 0
        var last: UInt64
        var subscribers: [ObjectIdentifier: EventSubscription] = [:]
    }

    private let ring: Int
    private let ringBytes: Int
    private let queueLimits: EventSubscription.Limits
    private let state: Mutex<State>

    /// `ring` and `ringBytes` bound what is kept for replay; the other two bound the queue of one subscriber.
    package init(
        ring: Int = 1024, ringBytes: Int = 8 << 20, queueMessages: Int = 256, queueBytes: Int = 1 << 20
    ) {
        precondition(ring > 0 && ringBytes > 0, "an event hub keeps at least one event")
        self.ring = ring
        self.ringBytes = ringBytes
        queueLimits = .init(messages: max(queueMessages, 1), bytes: max(queueBytes, 1))
        state = Mutex(State(last: Self.newRun()))
    }

    private static func newRun() -> UInt64 { UInt64.random(in: 1..<(1 << 20)) << 32 }

    package var subscriberCount: Int { state.withLock { $0.subscribers.count } }

    /// The id of the last event; a fresh hub answers the id before its first.
    package var lastID: UInt64 { state.withLock { $0.last } }

    /// Sends `data`, one JSON text, to the subscribers of the topic. Returns the id of the event.
    @discardableResult
    package func publish(topic: String, data: [UInt8]) -> UInt64 {
        let (id, awake) = state.withLock { state -> (UInt64, [EventSubscription]) in
            if state.last & 0xffff_ffff == 0xffff_ffff { state.last = Self.newRun() }
            state.last += 1
            let event = Event(id: state.last, topic: topic, message: EventText.message(id: state.last, data: data))
            keep(event, &state)
            var awake: [EventSubscription] = []
            for subscriber in state.subscribers.values where subscriber.topics.contains(topic) {
                if subscriber.push(id: event.id, event.message) { awake.append(subscriber) }
            }
            return (event.id, awake)
        }
        for subscriber in awake { subscriber.wake() }
        return id
    }

    /// Subscribes from now on, or from the event after `after`. When events in between are lost, the first message is
    /// `reset`: the subscriber must fetch everything anew. End it with `cancel()`; the server does so when the client
    /// has left.
    package func subscribe(topics: Set<String>, after: UInt64? = nil) -> EventSubscription {
        let subscription = EventSubscription(topics: topics, limits: queueLimits) { [weak self] gone in
            self?.state.withLock { _ = $0.subscribers.removeValue(forKey: ObjectIdentifier(gone)) }
        }
        state.withLock { state in
            if let after, after != state.last {
                replay(after, to: subscription, &state)
            } else {
                _ = subscription.push(id: state.last, EventText.greeting(id: state.last))
            }
            state.subscribers[ObjectIdentifier(subscription)] = subscription
        }
        return subscription
    }

    /// The id in a `Last-Event-ID` header or an `after` parameter. What is not an id of ours becomes 0, which no hub
    /// ever gave and which therefore leads to a reset.
    package static func id(_ text: String) -> UInt64 { UInt64(text) ?? 0 }

    private func keep(_ event: Event, _ state: inout State) {
        state.ring.append(event)
        state.ringBytes += event.message.count
        while state.ring.count - state.oldest > ring
            || (state.ringBytes > ringBytes && state.ring.count - state.oldest > 1)
        {
            state.ringBytes -= state.ring[state.oldest].message.count
            state.oldest += 1
        }
        // The dead head is dropped in one move when it is as long as the live rest.
        if state.oldest > state.ring.count / 2 {
            state.ring.removeFirst(state.oldest)
            state.oldest = 0
        }
    }

    private func replay(_ after: UInt64, to subscription: EventSubscription, _ state: inout State) {
        let live = state.ring[state.oldest...]
        guard after >> 32 == state.last >> 32, after < state.last, let first = live.first, first.id <= after + 1 else {
            subscription.reset(id: state.last)
            return
        }
        for event in live where event.id > after && subscription.topics.contains(event.topic) {
            _ = subscription.push(id: event.id, event.message)
        }
    }
}

/// The text of messages in an event stream.
enum EventText {
    static let keepAlive = Array(":\n\n".utf8)

    /// A line end inside the data begins a new `data:` line, as the format asks.
    static func message(id: UInt64, data: [UInt8]) -> [UInt8] {
        var text = Array("id: \(id)\ndata: ".utf8)
        text.reserveCapacity(text.count + data.count + 2)
        if data.contains(where: { $0 == 10 || $0 == 13 }) {
            for byte in data where byte != 13 { text += byte == 10 ? Array("\ndata: ".utf8) : [byte] }
        } else {
            text += data
        }
        return text + "\n\n".utf8
    }

    /// Gives the client an id to come back with before the first event.
    static func greeting(id: UInt64) -> [UInt8] { Array("retry: 2000\nid: \(id)\n\n".utf8) }

    static func reset(id: UInt64) -> [UInt8] { Array("retry: 2000\nid: \(id)\nevent: reset\ndata: {}\n\n".utf8) }
}
