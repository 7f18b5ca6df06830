using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Model;
using FsCheck;
using FsCheck.Fluent;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Generated;

internal static class CampaignCommands
{
    private static readonly string?[] Campaigns =
        [EditionStream, EditionStream, EditionStream, EditionStream, $"campaign/{Busy.Concluded}", "campaign/unknown"];

    private static readonly Gen<Period> Drive = Gen.Frequency(
        (4, Gen.Constant(new Period(Day("2022-07-01"), Day("2022-07-28")))), (1, Values.Period));

    private static readonly Gen<AssessmentItem> Item =
        from topic in Values.Text
        from text in Values.Text
        from polarity in Values.OneOf<Polarity>()
        select new AssessmentItem(topic, text, polarity);

    public static readonly KeyValuePair<Type, Gen<Command>>[] All =
    [
        Commands.Of(
            from name in Gen.Elements("Phong trào mới", "Vì an ninh Tổ quốc", "VÌ AN NINH TỔ QUỐC", "…")
            from form in Values.OneOf<CampaignForm>()
            from period in Gen.Frequency(
                (3, Values.Period), (1, Gen.Constant(new Period(Day("2022-01-01"), Day("2022-12-31")))))
            from launcher in Values.Organisation
            from slogan in Values.MaybeText
            select new CampaignLaunched(name, form, period, launcher, slogan),
            null, null, "campaign/moi-2022", EditionStream),
        Commands.Of(
            from name in Values.Text from drive in Drive select new DriveOpened(name, drive.From, drive.To), Campaigns),
        Commands.Of(
            from name in Gen.Frequency((3, Gen.Elements("Cao điểm", "CAO ĐIỂM")), (1, Values.Text))
            from drive in Drive
            select new DriveClosed(name, drive.From, drive.To), Campaigns),
        Commands.Of(
            from signatories in Values.Cities
            from reference in Values.MaybeText
            from titles in Values.Maybe(Values.Text.ArrayOf(2))
            select new PactSigned(signatories, reference, titles), Campaigns),
        Commands.Of(
            from period in Gen.Frequency(
                (2, Gen.Constant(new Period(Day("2022-01-01"), Day("2022-06-30")))), (1, Values.Period))
            from kind in Values.OneOf<ReviewKind>()
            from meeting in Values.Meeting
            select new CampaignReviewed(period, kind, meeting), Campaigns),
        Commands.Of(from items in Item.ArrayOf(2) select new AssessmentRecorded(items), Campaigns),
        Commands.Of(
            from items in Values.Text.ArrayOf(2) from horizon in Values.Text select new PrioritiesSet(items, horizon),
            Campaigns),
        Commands.Of(from meeting in Values.Meeting select new CampaignConcluded(meeting), Campaigns),
    ];
}
