using System.Text.RegularExpressions;
using ClusterEvents.Hosting.Composition;
using ClusterEvents.Tests.Recording;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>The parsing of command-line arguments, before anything is started.</summary>
[Collection<OnSeededStore>]
public sealed partial class CommandLineTests(CommandTests.Seeded seeded)
{
    [Theory]
    [InlineData("`foo` is no command", "foo")]
    [InlineData("`--dta` is no command", "--dta", "folder")]
    [InlineData("--foo", "export", "--foo")]
    [InlineData("too few or too many arguments", "replay", "city")]
    [InlineData("`capabilities` is no command", "capabilities")]
    [InlineData("`resources` is no command", "resources", "clear")]
    [InlineData("`bogus` is no command", "help", "bogus")]
    [InlineData("`resources` is no command", "help", "resources")]
    [InlineData("much", "help", "export", "much")]
    [InlineData("`verfy` is none of verify|export|receipt|rotate", "audit", "verfy")]
    [InlineData("`3` is none of verify|export|receipt|rotate", "audit", "3")]
    [InlineData("`7` is none of verify|export|receipt|rotate", "audit", "--json", "7")]
    [InlineData("audit rotate takes no flags", "audit", "--json", "rotate")]
    [InlineData("audit verify takes no `folder`", "audit", "verify", "folder")]
    [InlineData("No value specified for flag --city", "export", "--city")]
    [InlineData("`cty` is none of city|campaign", "replay", "cty", "can-tho")]
    [InlineData("`rebild` is none of ", "projections", "rebild")]
    [InlineData("Name the folder", "audit", "export")]
    [InlineData("yyyy-MM-dd", "export", "--from", "29/07/2022")]
    [InlineData("/nowhere", "import", "/nowhere")]
    [InlineData("/nowhere", "audit", "verify", "--checkpoint", "/nowhere")]
    [InlineData("--known-at", "replay", "city", "can-tho", "--known-at", "yesterday")]
    public async Task What_is_mistyped_is_one_line_and_exit_2_and_makes_nothing(string says, params string[] command)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"clusterevents-mistyped-{Environment.ProcessId}");

        var run = await CommandRun.OfAsync("", [.. command, "--data", folder]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, Assert.Single(run.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("export", "--data")]
    [InlineData("export", "--data=")]
    [InlineData("--data", "--urls", "http://127.0.0.1:0")]
    public async Task A_setting_without_its_value_is_refused_instead_of_taken_for_its_default(params string[] arguments)
    {
        var run = await CommandRun.OfAsync("", arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("--data needs a value", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("replay", "city", "can-tho")]
    [InlineData("audit", "verify")]
    [InlineData("audit", "export", "evidence")]
    [InlineData("audit", "rotate")]
    [InlineData("drop-earlier-timelines")]
    [InlineData("projections", "rebuild")]
    public async Task Commands_that_read_create_no_database(params string[] command)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"clusterevents-none-{Environment.ProcessId}");

        var run = await CommandRun.OfAsync("", [.. command, "--data", folder]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(
            $"There is no store in {folder}", Assert.Single(run.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("help", "audit", "--checkpoint")]
    [InlineData("HELP", "EXPORT", "--campaign")]
    [InlineData("?", "projections", "rebuild")]
    public async Task Help_on_a_command_shows_its_arguments_and_exits_with_0(
        string help, string command, string tells)
    {
        var run = await CommandRun.OfProcessAsync("", help, command);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains(tells, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help", "-h")]
    [InlineData("help export", "export", "--help")]
    [InlineData("help export", "EXPORT", "--city", "can-tho", "-?")]
    [InlineData("help audit", "--help", "audit", "verify")]
    [InlineData("help audit", "help", "audit", "--help")]
    public void Help_can_be_asked_for_anywhere_on_the_line(string asks, params string[] arguments) =>
        Assert.Equal(asks, string.Join(' ', CommandLine.Split(arguments).Command));

    [Fact]
    public async Task A_command_needs_no_issuer_because_it_serves_nobody()
    {
        var run = await CommandRun.OfProcessAsync(seeded.ConnectionString, "export", "--environment", "Production");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.NotEmpty(run.Lines);
    }

    [Fact]
    public async Task Help_lists_the_commands_that_there_are()
    {
        var run = await CommandRun.OfProcessAsync("", "help");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            [
                "audit", "codegen", "db-apply", "db-assert", "demo", "doctor", "drop-earlier-timelines", "export",
                "help", "import", "projections", "replay", "run", "seed",
            ],
            ListedCommand().Matches(run.Output).Select(match => match.Groups["name"].Value));
    }

    [Fact]
    public async Task The_demonstration_stays_out_of_a_configured_database()
    {
        var run = await CommandRun.OfAsync("Host=127.0.0.1;Port=1;Database=record", "demo");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("private store", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_does_not_print_the_search_for_commands()
    {
        foreach (var command in new[] { "export", "help" })
        {
            var run = await CommandRun.OfProcessAsync(seeded.ConnectionString, command);
            Assert.DoesNotContain("Searching", run.Output + run.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("export")]
    [InlineData("import")]
    [InlineData("replay")]
    public async Task A_short_flag_stands_for_one_flag_alone(string command)
    {
        var help = await CommandRun.OfProcessAsync(seeded.ConnectionString, "help", command);

        var flags = ShortFlag().Matches(help.Output).Select(match => match.Groups["flag"].Value);
        Assert.NotEmpty(flags);
        Assert.Equal(flags.Distinct(), flags);
    }

    /// <summary>As the table of all commands names them; descriptions go on in further lines.</summary>
    [GeneratedRegex(@"^ {2}(?<name>[a-z][a-z-]+) {2,}", RegexOptions.Multiline)]
    private static partial Regex ListedCommand();

    /// <summary>As the list of options names them.</summary>
    [GeneratedRegex(@"^ {2}(?<flag>-\w), --", RegexOptions.Multiline)]
    private static partial Regex ShortFlag();
}
