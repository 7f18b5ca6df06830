using System.CommandLine;
using Xunit;

namespace ClusterEvents.Verifier.Tests;

/// <summary>What the tool tells of itself.</summary>
public sealed class UsageTests
{
    public static TheoryData<string> Names => [.. All.Select(command => command.Name)];

    private static IEnumerable<ToolCommand> All => Program.Commands().Subcommands.Cast<ToolCommand>();

    [Fact]
    public async Task Called_bare_it_tells_its_usage_and_exits_with_2()
    {
        Assert.Equal(2, await Program.Main([]));
        var told = Told("");
        Assert.All(All, command => Assert.Contains($"  {command.Example}\n", told, StringComparison.Ordinal));
        Assert.Contains("Exit code 0: clean", told, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_command_has_an_example_that_it_accepts(string name)
    {
        var command = All.Single(one => one.Name == name);
        var told = Told(name);

        Assert.Contains("Examples:\n  " + command.Example, told, StringComparison.Ordinal);
        Assert.Equal($"{Program.Name} {name} ", command.Example[..(Program.Name.Length + name.Length + 2)]);
        Assert.Empty(Program.Commands().Parse(command.Example[(Program.Name.Length + 1)..]).Errors);
    }

    [Fact]
    public void The_README_has_the_same_examples()
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));

        Assert.All(All, command => Assert.Contains(command.Example, readme, StringComparison.Ordinal));
    }

    private static string Told(string command)
    {
        using var told = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, Program.Commands().Parse($"{command} --help").Invoke(new() { Output = told }));
        return told.ToString();
    }
}
