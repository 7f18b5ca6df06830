using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using FsCheck;
using FsCheck.Fluent;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Generated;

/// <summary>
/// Values that fields of activities have: mostly plausible ones, sometimes such as a rule is there for.
/// </summary>
internal static class Values
{
    public static readonly Gen<string> Text = Gen.Elements(
        "Hội trường Công an TP Cần Thơ", "Cao điểm", "cao điểm", "Đợt 2", "Kết quả sáu tháng", "x", "Cờ thi đua");

    public static readonly Gen<string?> MaybeText = Maybe(Text);

    /// <summary>A day in the years around the edition; sometimes before every membership, or in the future.</summary>
    public static readonly Gen<DateOnly> Day = Gen.Frequency(
        (8, Gen.Choose(0, 700).Select(days => FirstCluster.Day("2021-07-01").AddDays(days))),
        (4, Gen.Elements("2022-07-29", "2022-08-31", "2022-12-30", "2022-12-31").Select(FirstCluster.Day)),
        (1, Gen.Elements("2019-06-01", "2020-01-01", "2024-02-29", "9999-12-31").Select(FirstCluster.Day)));

    /// <summary>A city: mostly a member, sometimes none, and rarely one that is not on record.</summary>
    public static readonly Gen<CityId> City = Gen.Frequency(
        (6, Gen.Elements(CanTho, DaNang)), (4, Gen.Elements(Members)), (1, Gen.Constant(Hue)),
        (1, Gen.Elements(Unregistered, HaiPhong)));

    public static readonly Gen<CityId[]> Cities =
        from cities in Gen.Frequency((8, Gen.SubListOf(Members).Select(some => some.ToArray())), (1, City.ArrayOf(2)))
        select cities.Distinct().ToArray() is { Length: > 0 } some ? some : [CanTho];

    public static readonly Gen<Organisation> Organisation = Gen.OneOf(
        City.Select(PoliceOf), Gen.Constant(Ministry), Gen.Constant(new Organisation("Cụm thi đua số 1", null)));

    public static readonly Gen<Person> Person =
        Gen.Elements(Officer, Officer with { Rank = null, Post = null, Unit = null });

    public static readonly Gen<Period> Period =
        from first in Day
        from length in Gen.Frequency((9, Gen.Choose(0, 200)), (1, Gen.Constant(-1)))
        let last = DateOnly.MaxValue.DayNumber
        select new Period(first, first.DayNumber > last - length ? first : first.AddDays(length));

    public static readonly Gen<decimal> Number = Gen.Choose(-10, 1_200).Select(number => number / 10m);

    public static readonly Gen<int> Year = Gen.Choose(2020, 2024);

    public static readonly Gen<StreamKey?> Meeting = Maybe(
        Gen.Elements("meeting/held", "meeting/planned", "meeting/unknown", "campaign/unknown").Select(StreamKey.Parse));

    public static readonly Gen<Recorder> Recorder = Gen.Frequency(
        (6, Gen.Constant(Domain.Decisions.Recorder.System)), (3, Gen.Constant(Office)),
        (1, Gen.Elements(OfCanTho, OfDaNang)));

    public static Gen<T?> Maybe<T>(Gen<T> value) where T : class =>
        Gen.Frequency((1, value.Select(one => (T?)one)), (1, Gen.Constant((T?)null)));

    public static Gen<T?> Maybe<T>(Gen<T> value, int outOf = 2) where T : struct =>
        Gen.Frequency((outOf - 1, value.Select(one => (T?)one)), (1, Gen.Constant((T?)null)));

    public static Gen<T> OneOf<T>() where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());
}
