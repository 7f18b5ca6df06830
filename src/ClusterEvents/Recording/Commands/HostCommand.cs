using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ClusterEvents.Recording.Commands;

/// <summary>
/// A command of the program. Its arguments are validated before anything is started; then it receives the host.
/// Settings of the host, such as <c>--data</c>, are not arguments of a command.
/// </summary>
internal sealed class HostCommand(string name, string description) : Command(name, description)
{
    private static readonly ParserConfiguration Parsing = new()
    {
        // A file name may begin with @, which is not expanded.
        ResponseFileTokenReplacer = null,
    };

    /// <summary>Runs the command and returns the exit code.</summary>
    public required Func<ParseResult, IHost, CancellationToken, Task<int>> RunAsync { get; init; }

    /// <summary>Reads the arguments that follow the name of the command.</summary>
    public ParseResult Read(IReadOnlyList<string> arguments) => Parse(arguments, Parsing);

    /// <summary>Prints the help of the command.</summary>
    public void PrintHelp() => ((SynchronousCommandLineAction)new HelpOption().Action!).Invoke(Parse([], Parsing));
}
