using ClusterEvents.Recording.Commands;
using JasperFx;
using JasperFx.CommandLine;
using JasperFx.CommandLine.Commands;
using JasperFx.CommandLine.Parsing;
using Spectre.Console;

namespace ClusterEvents.Hosting.Composition;

/// <summary>
/// The commands of the program and some of its libraries'. They are found, and what is asked of them is checked, before
/// anything is made.
/// </summary>
public sealed class Commands
{
    /// <summary>
    /// What libraries bring along that somebody who runs the program needs, and that works. The rest is for who
    /// develops with them, starts a service, or would empty the store.
    /// </summary>
    private static readonly string[] OfLibraries =
        ["codegen", "db-apply", "db-assert", "help", "projections", "run"];

    private readonly CommandFactory _factory = new();

    private Commands()
    {
    }

    /// <summary>Finds the commands without telling where it looks for them.</summary>
    public static Commands FindAll()
    {
        var (commands, all) = (new Commands(), new CommandFactory());
        var console = AnsiConsole.Console;
        AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TextWriter.Null) });
        all.RegisterCommands(typeof(RunCommand).Assembly);
        all.RegisterCommands(typeof(Commands).Assembly);
        all.RegisterCommandsFromExtensionAssemblies();
        // Once extensions have been applied, to whatever, the libraries' own runner searches silently, too.
        all.ApplyExtensions(new ServiceCollection());
        AnsiConsole.Console = console;
        foreach (var type in all.AllCommandTypes())
            if (IsOwn(type) || OfLibraries.Contains(CommandFactory.CommandNameFor(type)))
                commands._factory.RegisterCommand(type);
        return commands;
    }

    /// <summary>Refuses what no command understands.</summary>
    /// <exception cref="CannotStartException">The message says what is wrong, and where to read on.</exception>
    public void Check(string[] command)
    {
        var helps = CommandLine.AsksForHelp(command);
        var name = helps ? "help" : command[0];
        RequireCommand(name);
        if (FaultOf(name, command[1..]) is { } fault)
            throw new CannotStartException($"{fault.TrimEnd('.')}. `help {name}` tells what it takes.");
        if (helps && command is [_, var about] && !InputParser.IsFlag(about)) RequireCommand(about);
    }

    /// <summary>Tells of the commands, or of one of them. Nothing is needed for that.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> HelpAsync(string[] command)
    {
        // The libraries end with 1 where they have told of one command, as if that had not been asked for.
        await new CommandExecutor(_factory).ExecuteAsync(command);
        return 0;
    }

    /// <summary>Runs a command that was checked.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] command, IHost host)
    {
        if (!IsOwn(Find(command[0])!)) return await host.RunJasperFxCommands(command);
        // What own commands print is data. Whatever else there is to tell, such as an exception, goes beside it.
        AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        _factory.ConfigureRun = run => ((CommandInput)run.Input).Host = host;
        var exitCode = await new CommandExecutor(_factory).ExecuteAsync(command);
        // A command that says why it could not run has set a code of its own.
        return Math.Max(exitCode, Environment.ExitCode);
    }

    private void RequireCommand(string name)
    {
        if (Find(name) is null) throw new CannotStartException($"`{name}` is no command. `help` lists them.");
    }

    private Type? Find(string name) => _factory.AllCommandTypes().FirstOrDefault(type =>
        CommandFactory.CommandNameFor(type).Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsOwn(Type command) => command.Assembly == typeof(Commands).Assembly;

    /// <summary>What is wrong with the arguments of a command; null where it can do what is asked.</summary>
    private string? FaultOf(string name, string[] arguments)
    {
        var usages = _factory.Build(name).Usages;
        // The libraries would not tell what there is to choose from, and take numbers for names.
        if (arguments is [var given, ..] && !InputParser.IsFlag(given)
            && usages.Arguments.FirstOrDefault()?.ToUsageDescription().Split('|') is { Length: > 1 } choices
            && !choices.Contains(given))
            return $"`{given}` is none of {string.Join('|', choices)}";
        try
        {
            var tokens = new Queue<string>(ArgPreprocessor.Process(arguments));
            var input = usages.BuildInput(tokens, new ActivatorCommandCreator());
            return (input as CommandInput)?.Fault();
        }
        catch (Exception exception)
        {
            // Values that are none of the kind that is asked for end in exceptions of any kind.
            return exception.Message.Length > 0 ? exception.Message
                : $"`{string.Join(' ', [name, .. arguments])}` has too few or too many arguments";
        }
    }
}
