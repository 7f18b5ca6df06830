using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace ClusterEvents.Domain.Tests;

/// <summary>
/// Checks a rule against generated cases. They are the same in every run, so that a failure is met again; the
/// environment variable <c>DOMAIN_TESTS_SEED</c> gives others, and <c>DOMAIN_TESTS_TIMES</c>, such as 0.5 or 20, that
/// many times as many.
/// </summary>
internal static class Check
{
    private static Rnd Seed => new((ulong)Number("DOMAIN_TESTS_SEED", 20220729));

    /// <summary>Checks each of some cases by itself; fails with the first that breaks an assertion.</summary>
    public static void Each<T>(Gen<T> cases, Action<T> holds, int count = 100) =>
        Run(cases.ToArbitrary(), holds, count);

    /// <summary>Checks sequences of steps; a sequence that fails is cut down to the steps that matter.</summary>
    public static void Sequences<T>(Gen<T> steps, Action<T[]> holds, int longest = 14, int count = 100)
    {
        var sequences = from length in Gen.Choose(1, longest) from sequence in steps.ArrayOf(length) select sequence;
        Run(Arb.From(sequences, Shorter), holds, count);
    }

    /// <summary>Some cases, for checks that look at all of them together.</summary>
    public static IReadOnlyList<T> Cases<T>(Gen<T> cases, int count) => cases.Sample(50, Seed, Times(count));

    private static void Run<T>(Arbitrary<T> cases, Action<T> holds, int count) =>
        Prop.ForAll(cases, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Times(count)).WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(Seed, FSharpOption<int>.None))));

    private static IEnumerable<T[]> Shorter<T>(T[] sequence) => Enumerable.Range(0, sequence.Length)
        .Select(left => sequence.Where((_, index) => index != left).ToArray());

    private static int Times(int count) => (int)Math.Ceiling(count * Number("DOMAIN_TESTS_TIMES", 1));

    private static double Number(string variable, double otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text
            ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
