using System.CommandLine;
using ClusterEvents.Auditing;
using ClusterEvents.Hosting.Diagnosis;
using ClusterEvents.Exchange;
using ClusterEvents.Recording.Commands;
using ClusterEvents.Timelines.Projection;

namespace ClusterEvents.Hosting.Composition;

/// <summary>
/// The commands of the program and selected ones of its libraries. Arguments are validated before anything is started.
/// </summary>
public sealed class Commands
{
    private const string HelpName = "help";

    private readonly HostCommand[] _own =
    [
        AuditCommand.Create(), Demonstration.Described(), DoctorCommand.Described(), DropTimelinesCommand.Create(),
        ExportCommand.Create(), ImportCommand.Create(), ReplayCommand.Create(), SeedCommand.Create(), Help(),
    ];

    /// <summary>Searched only when needed, because it takes a while.</summary>
    private readonly Lazy<LibraryCommands> _libraries = new(LibraryCommands.FindAll);

    /// <summary>Rejects arguments that no command accepts.</summary>
    /// <exception cref="CannotStartException">The message says what is wrong, and where help is.</exception>
    public void Check(string[] command)
    {
        var helps = CommandLine.AsksForHelp(command);
        var name = helps ? HelpName : command[0];
        RequireCommand(name);
        var fault = Own(name) is { } own
            ? CommandArguments.FaultOf(own.Read(command[1..]), string.Join(' ', [name, .. command[1..]]))
            : _libraries.Value.FaultOf(name, command[1..]);
        if (fault is not null)
            throw new CannotStartException($"{fault.TrimEnd('.')}. `help {name}` tells what it takes.");
        if (helps && command is [_, var about]) RequireCommand(about);
    }

    /// <summary>Prints the list of commands, or the help of one. Needs no database.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> HelpAsync(string[] command)
    {
        if (command is not [_, var about]) PrintList();
        else if (Own(about) is { } own) own.PrintHelp();
        else await _libraries.Value.PrintHelpAsync(about);
        return 0;
    }

    /// <summary>Runs a validated command.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop before its end.</exception>
    public async Task<int> RunAsync(string[] command, IHost host, CancellationToken cancel)
    {
        if (Own(command[0]) is not { } own) return await LibraryCommands.RunAsync(command, host, cancel);
        try
        {
            return await own.RunAsync(own.Read(command[1..]), host, cancel);
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            // Commands print data to standard output; everything else goes to standard error. What is no fault of the
            // program is told in a sentence.
            await Console.Error.WriteLineAsync(StartFailure.SentenceOf(exception) ?? exception.ToString());
            return 1;
        }
    }

    private void PrintList()
    {
        Console.WriteLine("The commands:");
        Console.WriteLine();
        var all = _own.Select(own => (own.Name, own.Description)).Concat(_libraries.Value.All)
            .OrderBy(one => one.Name, StringComparer.Ordinal).ToArray();
        var width = all.Max(one => one.Name.Length);
        foreach (var (name, description) in all) Console.WriteLine($"  {name.PadRight(width)}  {description}");
        Console.WriteLine();
        Console.WriteLine("`help <command>` tells what one of them takes. Without a command the program serves.");
    }

    private void RequireCommand(string name)
    {
        if (Own(name) is null && !_libraries.Value.Has(name))
            throw new CannotStartException($"`{name}` is no command. `help` lists them.");
    }

    private HostCommand? Own(string name) =>
        Array.Find(_own, command => command.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Declared for its description alone: it needs no host.</summary>
    private static HostCommand Help() => new(HelpName, "List the commands, or tell what one of them takes")
    {
        Arguments =
        {
            new Argument<string?>("command") { Description = "A command's name", Arity = ArgumentArity.ZeroOrOne },
        },
        RunAsync = (_, _, _) => Task.FromResult(0),
    };
}
