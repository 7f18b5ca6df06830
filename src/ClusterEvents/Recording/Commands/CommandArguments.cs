using System.CommandLine;
using System.CommandLine.Parsing;

namespace ClusterEvents.Recording.Commands;

/// <summary>Declares and validates arguments of commands.</summary>
internal static class CommandArguments
{
    /// <summary>A flag without a value.</summary>
    public static Option<bool> Flag(string name, string shortName, string description) =>
        new(name, shortName) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>An argument that is one of several words.</summary>
    public static Argument<string> OneOf(string name, string description, params string[] words)
    {
        var argument = new Argument<string>(name) { Description = description, HelpName = string.Join('|', words) };
        argument.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } given && !words.Contains(given))
                result.AddError($"`{given}` is none of {string.Join('|', words)}");
        });
        return argument;
    }

    /// <summary>An option whose value must have a certain form.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isOne">Whether a value has that form.</param>
    /// <param name="fault">The error message for other values.</param>
    public static Option<string?> Checked(
        this Option<string?> option, Func<string, bool> isOne, Func<string, string> fault)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } given && !isOne(given)) result.AddError(fault(given));
        });
        return option;
    }

    /// <summary>The error in the arguments of a command; null if they are valid.</summary>
    public static string? FaultOf(ParseResult parsed, string command)
    {
        if (parsed.Errors.Count == 0) return null;
        if (parsed.UnmatchedTokens is [var unknown, ..]) return $"Unknown argument or flag for value {unknown}";
        var given = parsed.CommandResult.Children;
        if (given.OfType<OptionResult>().FirstOrDefault(IsWithoutValue) is { } option)
            return $"No value specified for flag {option.IdentifierToken?.Value}";
        return parsed.CommandResult.Command.Arguments.Any(argument => argument.Arity.MinimumNumberOfValues > 0
            && parsed.GetResult(argument)?.Tokens is not { Count: > 0 })
            ? $"`{command}` has too few or too many arguments" : parsed.Errors[0].Message;
    }

    private static bool IsWithoutValue(OptionResult option) =>
        option is { Implicit: false, Tokens.Count: 0, Option.Arity.MinimumNumberOfValues: > 0 };
}
