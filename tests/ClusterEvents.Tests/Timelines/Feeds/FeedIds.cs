using System.Xml.Linq;
using CsvHelper;

namespace ClusterEvents.Tests.Timelines.Feeds;

/// <summary>The ids of the entries in files, in their order.</summary>
internal static class FeedIds
{
    public static List<string> OfCsv(string csv)
    {
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions { Separator = ',' });
        var ids = new List<string>();
        while (reader.Read()) ids.Add(reader.GetString("Mã hoạt động"));
        return ids;
    }

    public static List<string> OfAtom(string feed)
    {
        XNamespace atom = "http://www.w3.org/2005/Atom";
        return [.. XDocument.Parse(feed).Root!.Elements(atom + "entry").Elements(atom + "id")
            .Select(id => id.Value["urn:uuid:".Length..])];
    }
}
