internal import OracleWire

/// The data types that we declare in the second message. Servers set their conversions by it, and the internal types
/// of their calls stand in it beside those of values: a list that leaves some out is refused or misread by real
/// servers, so this is the complete one that thin clients of the present send.
enum DataTypeList {
    static let entries: [DataTypeEntry] = {
        var entries: [DataTypeEntry] = []
        for line in lines {
            for type in line.first...line.last {
                entries.append(DataTypeEntry(type, line.conversion ?? type, line.representation))
            }
        }
        return entries
    }()

    private struct Line {
        let first: UInt16
        let last: UInt16
        let conversion: UInt16?
        let representation: UInt16
    }

    /// Types that are sent as they are, in the universal representation.
    private static func same(_ first: UInt16, _ last: UInt16? = nil) -> Line {
        Line(first: first, last: last ?? first, conversion: nil, representation: 1)
    }

    private static func other(_ type: UInt16, as conversion: UInt16, _ representation: UInt16 = 1) -> Line {
        Line(first: type, last: type, conversion: conversion, representation: representation)
    }

    /// Types in Oracle's own representation: numbers and dates, and single signed bytes (27), of which scales are.
    private static func native(_ type: UInt16, as conversion: UInt16? = nil) -> Line {
        other(type, as: conversion ?? type, 10)
    }

    private static let lines: [Line] = [
        same(1), native(2), same(8), native(12), same(23, 26), native(27), same(28, 33), same(10, 11),
        same(40, 41), same(117), same(120), same(290, 294), same(298, 313), same(315, 323), same(327, 329),
        same(331), same(333, 346), same(348, 349), same(354, 355), same(359), same(363), same(380, 391),
        same(393, 401), same(404, 407), same(413, 427), same(429, 433), same(449, 450), same(454, 463),
        same(466, 486), same(490, 496), same(498, 502), same(509, 510), same(513, 514), same(516, 543),
        same(560), same(565), same(572, 576), same(578), same(563, 564), same(579, 585), native(3, as: 2),
        native(4, as: 2), other(5, as: 1), native(6, as: 2), native(7, as: 2), other(9, as: 1),
        other(15, as: 1), same(39), native(68, as: 2), native(91, as: 2), other(94, as: 1), other(95, as: 23),
        same(96), other(97, as: 96), same(100, 102), other(104, as: 11), same(106), other(108, as: 109),
        same(109), other(110, as: 111), same(111, 115), other(116, as: 102), same(119), same(198), same(146),
        native(152, as: 2), native(153, as: 2), native(154, as: 2), other(155, as: 1), native(156, as: 12),
        native(172, as: 2), same(178, 183), native(184, as: 12), same(185, 190), other(195, as: 112),
        other(196, as: 113), other(197, as: 114), same(208), same(231), other(232, as: 231), same(233),
        other(241, as: 109), same(252), same(590, 592), same(613, 616), same(611, 612), same(593, 605),
        same(622, 632), same(637, 638), same(636), same(639), same(663), same(640), same(652), same(646, 647),
        same(127), same(660, 661), same(665), same(668, 670),
    ]
}
