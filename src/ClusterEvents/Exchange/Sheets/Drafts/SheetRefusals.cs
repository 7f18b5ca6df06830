using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Reading;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>The reasons not to take a sheet, a row of it, or a confirmation.</summary>
internal static class SheetRefusals
{
    public static Rejection NotRead(string name, int? rows) => rows is { } many
        ? Rejection.Malformed("", new Fault("too-many-rows", ("rows", many), ("most", Sheet.MostRows)))
        : Rejection.Malformed("", new Fault("file-not-read", ("name", name)));

    public static Rejection TooLarge() => new(RejectionKind.TooLarge, "body-too-large",
        new("file-too-large", ("most", "10 MB")));

    public static Rejection NoSuchColumn(string header) =>
        Rejection.Malformed("", new Fault("column-unknown", ("value", header)));

    public static Rejection ColumnTwice(string header) =>
        Rejection.Malformed("", new Fault("column-twice", ("value", header)));

    public static Rejection KindMissing() => Rejection.Malformed("", "kind-missing");

    public static Rejection ExampleChanged() => Rejection.Malformed("", "example-row-changed");

    public static Rejection NoSuchKind(string text, string? nearest) =>
        Rejection.Malformed("", new Fault("unknown-choice", ("value", text), ("nearest", nearest)));

    public static Rejection NoTemplate(string text, string? nearest) => new(RejectionKind.NotFound, "unknown-kind",
        new Fault("unknown-choice", ("value", text), ("nearest", nearest)));

    public static Rejection StreamMissing(string? kind) =>
        Rejection.Malformed(
            SheetColumn.Stream, new Fault("entry-needed", ("kind", new KindOfStream(kind ?? "activity"))));

    public static Rejection NothingFound(string path, string text, string? kind) => Rejection.Malformed(path,
        new Fault("nothing-found", ("value", text), ("kind", new KindOfStream(kind ?? "activity"))));

    /// <param name="path">The field.</param>
    /// <param name="text">What the cell says.</param>
    /// <param name="one">One of those that it may mean.</param>
    public static Rejection SeveralFound(string path, string text, StreamKey one) => Rejection.Malformed(path,
        new Fault("several-found", ("value", text), ("kind", new KindOfStream(one.Kind)),
            ("example", $"/{one.Kind}s/{one.Id}")));

    public static Rejection Unknown() => new(RejectionKind.NotFound, "unknown-draft", "unknown-draft");

    public static Rejection Lapsed(DateTimeOffset at) =>
        new(RejectionKind.NotFound, "draft-lapsed", new Fault("draft-lapsed", ("instant", at)));

    public static Rejection NoRoom() => new(RejectionKind.Conflict, "too-many-drafts", "too-many-drafts");

    public static Rejection RecordedOtherwise() =>
        new(RejectionKind.Conflict, "sheet-already-recorded", "sheet-already-recorded");

    public static Rejection NothingLeft() => Rejection.Rule("nothing-to-record", "nothing-to-record");

    public static Rejection NoSuchRow(int row) =>
        Rejection.Malformed("leaveOut", new Fault("no-such-row", ("row", row)));
}
