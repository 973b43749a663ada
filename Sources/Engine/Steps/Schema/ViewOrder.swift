internal import Model

/// Views in the order in which they can be made.
enum ViewOrder {
    struct Entry: Hashable {
        var number: Int64
        var name: ObjectName
        var dependsOn: [ObjectName]
    }

    /// Waves: every view of a wave reads only what is not a view here, or a view of an earlier wave. Views in a circle,
    /// which no database allows, come last.
    static func waves(_ views: [Entry]) -> [[Entry]] {
        let places = Dictionary(views.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var openCounts = [Int](repeating: 0, count: views.count)
        var readers = [[Int]](repeating: [], count: views.count)
        for (at, view) in views.enumerated() {
            for needed in Set(view.dependsOn) {
                guard let place = places[needed], place != at else { continue }
                openCounts[at] += 1
                readers[place].append(at)
            }
        }
        var waves: [[Entry]] = []
        var free = views.indices.filter { openCounts[$0] == 0 }
        var madeCount = 0
        while !free.isEmpty {
            waves.append(free.map { views[$0] })
            madeCount += free.count
            var next: [Int] = []
            for at in free {
                for reader in readers[at] {
                    openCounts[reader] -= 1
                    if openCounts[reader] == 0 { next.append(reader) }
                }
            }
            free = next.sorted()
        }
        if madeCount < views.count { waves.append(views.indices.filter { openCounts[$0] > 0 }.map { views[$0] }) }
        return waves
    }
}
