internal import Model

/// Dates and timestamps. Years before 1 have no place at the destination: such rows are refused.
enum DateTypes {
    static let fractionMax = 6

    static func chooseDate(_ context: TypeContext) -> TypeChoice { TypeChoice(.dateTime(fraction: 0)) }

    static func choose(_ fraction: Int, _ zone: ColumnType.ZoneKind, _ context: TypeContext) -> TypeChoice {
        let kept = min(fraction, fractionMax)
        var choice = TypeChoice(.dateTime(fraction: kept))
        if fraction > fractionMax {
            choice.onLoss = context.settings.timestampLoss
            let fate =
                switch choice.onLoss {
                case .round: "rounded"
                case .truncate: "cut"
                case .null: "stored as NULL"
                case .refuse: "refused and kept in quarantine"
                }
            choice.notes.append(
                context.note(
                    .lossy, "type.timestamp.fraction",
                    "\(fraction) digits of the second are declared, the destination holds 6; values with more are "
                        + "\(fate)."))
        }
        switch zone {
        case .none: break
        case .carried:
            choice.notes.append(
                context.note(
                    .lossy, "type.timestamp.zone",
                    "The moment is stored in UTC; the offset or region that each value carries is lost."))
        case .session:
            choice.notes.append(
                context.note(
                    .changed, "type.timestamp.local",
                    "The moment is stored in UTC and no longer shown in the session's time zone."))
        }
        return choice
    }
}
