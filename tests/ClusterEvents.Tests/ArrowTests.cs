using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>
/// Which part of the program may know which: the arrow of <c>src/README.md</c>, read off the sources. Project
/// references keep the domain apart; these rules keep the rooms of the service and the folders of the domain apart.
/// </summary>
public sealed partial class ArrowTests
{
    /// <summary>
    /// The rooms of the service from the outermost to the innermost: each may know those after it. Rooms of one line
    /// are neighbours, and know nothing of each other.
    /// </summary>
    private static readonly string[][] Rooms =
    [
        ["Program"], ["Hosting"], ["Pages"], ["Auditing", "Exchange", "Webhooks"], ["Views"], ["Timelines"],
        ["Recording"], ["EventStore"],
    ];

    /// <summary>The same within the domain. Its activities may use what another records, as cities and campaigns do.
    /// </summary>
    private static readonly string[][] DomainFolders =
        [["StoredEvents"], [Activities], ["Decisions", "Entries"], ["Reading"], ["Model"]];

    private const string Activities = "the activities";

    private static readonly Area Service = new("ClusterEvents", "src/ClusterEvents", Rooms, []);

    private static readonly Area Domain = new(
        "ClusterEvents.Domain", "src/ClusterEvents.Domain", DomainFolders,
        [
            "Campaigns", "Ceremonies", "Cities", "Clusters", "Commendations", "Community", "Corrections", "Directives",
            "Evaluations", "Meetings", "Sources", "Targets",
        ]);

    [Fact]
    public void No_room_of_the_service_knows_one_that_is_further_out() => AssertArrow(Service, least: 500);

    [Fact]
    public void No_folder_of_the_domain_knows_one_that_is_further_out() => AssertArrow(Domain, least: 300);

    [Fact]
    public void Every_folder_has_its_place()
    {
        foreach (var area in new[] { Service, Domain })
            Assert.All(
                Directory.EnumerateDirectories(Repository.File(area.Path)).Select(folder => Path.GetFileName(folder)!)
                    .Except(["Properties", "bin", "obj", "Internal", "wwwroot"]),
                folder => Assert.True(area.Rank(folder) >= 0, $"{area.Path}/{folder} has no place in the order."));
    }

    [Theory]
    [InlineData("Timelines", "using ClusterEvents.Hosting;", "Hosting")]
    [InlineData("Timelines", "global using static ClusterEvents.Views.Lists.Page;", "Views")]
    [InlineData("Timelines", "    ClusterEvents.Auditing.Sealing.Leaf.Of(entry);", "Auditing")]
    [InlineData("EventStore", "    var page = new Timelines.Pages.TimelinePage();", "Timelines")]
    [InlineData("EventStore", "@using ClusterEvents.Recording.Http", "Recording")]
    [InlineData("Auditing", "@inject ClusterEvents.Webhooks.WebhookSender Sender", "Webhooks")]
    [InlineData("Timelines", "using ClusterEvents.Recording.Http;", null)]
    [InlineData("Recording", "using ClusterEvents.Domain.Timelines;", null)]
    [InlineData("Recording", "/// <see cref=\"ClusterEvents.Hosting\"/>", null)]
    [InlineData("Recording", "    if (entry.Timelines.Pages.Count > 0) Add(entry);", null)]
    public void A_line_of_the_service_that_points_outwards_is_found(string room, string line, string? found) =>
        Assert.Equal(found, Service.Outwards(room, line).FirstOrDefault());

    [Theory]
    [InlineData("Model", "using ClusterEvents.Domain.Decisions;", "Decisions")]
    [InlineData("Decisions", "using ClusterEvents.Domain.Entries;", "Entries")]
    [InlineData("Decisions", "    Domain.Meetings.HoldMeeting.Type.Decide();", "Meetings")]
    [InlineData("Reading", "using ClusterEvents.Domain.Decisions;", "Decisions")]
    [InlineData("Meetings", "using ClusterEvents.Domain.Campaigns;", null)]
    [InlineData("Meetings", "using ClusterEvents.Domain.Entries;", null)]
    public void A_line_of_the_domain_that_points_outwards_is_found(string folder, string line, string? found) =>
        Assert.Equal(found, Domain.Outwards(folder, line).FirstOrDefault());

    [Fact]
    public void The_domain_references_no_package_no_project_and_no_framework_but_the_base_class_library()
    {
        Assert.Empty(ReferencesOf(
            XDocument.Load(Repository.File($"{Domain.Path}/ClusterEvents.Domain.csproj"))));
        Assert.Empty(Repository.Sources(Domain.Path).SelectMany(file => file.Lines.Where(IsForeignUsing)
            .Select(line => $"{file.Name}: {line}")));
    }

    [Fact]
    public void A_reference_of_the_domain_is_found()
    {
        Assert.Equal(
            ["PackageReference Marten", "FrameworkReference Microsoft.AspNetCore.App", "Sdk Microsoft.NET.Sdk.Web"],
            ReferencesOf(XDocument.Parse(
                """
                <Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
                  <PackageReference Include="Marten" /><FrameworkReference Include="Microsoft.AspNetCore.App" />
                </ItemGroup></Project>
                """)));
        Assert.True(IsForeignUsing("using Marten.Events;"));
        Assert.True(IsForeignUsing("global using static Microsoft.AspNetCore.Http.Results;"));
        Assert.False(IsForeignUsing("using System.Text.Json;"));
        Assert.False(IsForeignUsing("using Text = ClusterEvents.Domain.Reading.Text;"));
        Assert.False(IsForeignUsing("        using var json = new Utf8JsonWriter(body);"));
    }

    [Fact]
    public void Only_the_event_store_knows_the_tables_and_internals_of_Marten_Wolverine_and_Npgsql()
    {
        var files = Repository.Sources("src", "*.cs", "*.razor", "*.md", "*.json", "*.csproj", "*.sql").ToArray();
        Assert.Contains(files,
            file => file.Name.StartsWith(Inside, StringComparison.Ordinal) && file.Lines.Any(NamesInternals));
        Assert.Empty(files.Where(file => !file.Name.StartsWith(Inside, StringComparison.Ordinal))
            .SelectMany(file => file.Lines.Where(NamesInternals).Select(line => $"{file.Name}: {line.Trim()}")));
    }

    [Theory]
    [InlineData("select seq_id from clusterevents.mt_events", true)]
    [InlineData("join wolverine.wolverine_nodes n on true", true)]
    [InlineData("((ITransactionParticipantRegistrar)operations).AddTransactionParticipant(this);", true)]
    [InlineData("new DatabaseEnvelopeTransaction((IMessageDatabase)runtime.Storage, transaction)", true)]
    [InlineData("[UnsafeAccessor(UnsafeAccessorKind.Field, Name = \"_socket\")]", true)]
    [InlineData("where type <> 'tombstone'", true)]
    [InlineData("using Wolverine.Http;", false)]
    [InlineData("select position from clusterevents.log_leaf", false)]
    public void A_line_that_names_internals_is_found(string line, bool found) =>
        Assert.Equal(found, NamesInternals(line));

    private const string Inside = "src/ClusterEvents/EventStore/";

    private static void AssertArrow(Area area, int least)
    {
        var files = Repository.Sources(area.Path).ToArray();
        var names = files.Sum(file => file.Lines.Sum(line => area.Named(line).Count()));
        Assert.True(names > least, $"Only {names} names were found in the sources of {area.Path}.");
        Assert.Empty(files.SelectMany(file => file.Lines.SelectMany(line =>
            area.Outwards(area.FolderOf(file.Name), line).Select(to => $"{file.Name} → {to}: {line.Trim()}"))));
    }

    private static IEnumerable<string> ReferencesOf(XDocument project) =>
        project.Descendants().Where(item => item.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal))
            .Select(item => $"{item.Name.LocalName} {item.Attribute("Include")?.Value}")
            .Concat(project.Root!.Attribute("Sdk")!.Value is "Microsoft.NET.Sdk" ? []
                : [$"Sdk {project.Root.Attribute("Sdk")!.Value}"]);

    private static bool IsForeignUsing(string line) =>
        Using().Match(line) is { Success: true } match && match.Groups[1].Value is not ("System" or "ClusterEvents");

    private static bool NamesInternals(string line) => Internals().IsMatch(line);

    [GeneratedRegex(@"mt_|wolverine\.|'tombstone'|ITransactionParticipant|DatabaseEnvelopeTransaction|IMessageDatabase"
        + @"|UnsafeAccessor|Projections\.Wakeup")]
    private static partial Regex Internals();

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?(?:\w+ = )?(\w+)[\w.]*;")]
    private static partial Regex Using();

    /// <summary>Folders of a namespace, from the outermost to the innermost.</summary>
    /// <param name="Namespace">The namespace of the folders.</param>
    /// <param name="Path">Where they lie.</param>
    /// <param name="Order">Their order; a line holds neighbours.</param>
    /// <param name="Peers">The folders that stand for <see cref="Activities"/> and may use each other.</param>
    private sealed record Area(string Namespace, string Path, string[][] Order, string[] Peers)
    {
        private readonly string[] _folders = [.. Order.SelectMany(line => line).Except([Activities]), .. Peers];

        /// <summary>
        /// A folder's name behind the namespace, or behind its last part; or the folder alone, where one of its own
        /// folders follows. What is a member of something has a dot before it.
        /// </summary>
        private Regex Name => field ??= new(
            $@"\b{Regex.Escape(Namespace)}\.(\w+)|(?<![\w.]){Namespace.Split('.')[^1]}\.(\w+)"
            + string.Concat(_folders.Where(HasParts).Select(folder =>
                $@"|(?<![\w.])({folder})\.(?:{string.Join('|', PartsOf(folder))})\b")));

        public int Rank(string folder) =>
            Array.FindIndex(Order, line => line.Contains(Peers.Contains(folder) ? Activities : folder));

        public string FolderOf(string file)
        {
            var parts = file[(Path.Length + 1)..].Split('/');
            return parts.Length > 1 ? parts[0] : Order[0][0];
        }

        /// <summary>The folders that a line of code names, in a using or in full; comments are free.</summary>
        public IEnumerable<string> Named(string line) =>
            line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? []
            : Name.Matches(line).Select(match => match.Groups.Cast<Group>().Skip(1).First(group => group.Success).Value)
                .Where(folder => Rank(folder) >= 0);

        /// <summary>Those of them that the folder may not know.</summary>
        public IEnumerable<string> Outwards(string from, string line) => Named(line).Where(to =>
            Rank(to) < Rank(from) || (Rank(to) == Rank(from) && to != from && !Peers.Contains(to)));

        private bool HasParts(string folder) => PartsOf(folder).Length > 0;

        /// <summary>The folders and types of a folder, of which one follows where it is named in short.</summary>
        private string[] PartsOf(string folder) =>
            Directory.Exists(Repository.File($"{Path}/{folder}"))
                ? [.. Directory.EnumerateFileSystemEntries(Repository.File($"{Path}/{folder}"))
                    .Select(one => System.IO.Path.GetFileNameWithoutExtension(one)!)] : [];
    }
}
